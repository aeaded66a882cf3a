"""The tables of the demonstration that were written by hand, in the columns of the plain files. All invented."""

from __future__ import annotations

REWARDS = """
id,name,price,unit_cost,quantity,delivered
merci,Un grand merci sur la page de campagne,5.00,0.00,,0
autocollants,Autocollants « Libre et facile »,15.00,1.20,300,0
cle-usb,Clé USB garnie de logiciels libres,40.00,7.80,200,0
t-shirt,T-shirt de la campagne,60.00,14.50,120,0
clinique,Clinique d'installation d'un système libre,100.00,3.00,40,0
trousse,"Trousse complète : t-shirt, clé USB et autocollants",150.00,23.50,40,0
complices,Votre nom sur le mur des complices,250.00,2.25,,0
conference,Une conférence dans votre milieu,500.00,60.00,6,0
"""

BUDGET = """
label,kind,planned,actual
Production de la vidéo,video,600.00,560.00
Graphisme de l'image vedette et des images de présentation,graphics,250.00,250.00
"Droits d'image (une photo, oubliée au budget)",graphics,,45.00
Taxes,tax,300.00,
Affranchissement et enveloppes des contreparties,rewards,480.00,
Salle et bouchées des deux soirées,other,150.00,132.50
Affiches et dépliants,other,90.00,
"""

INCIDENTS = """
id,happened_on,known_on,data_concerned,circumstances,persons,risk_reasons,authority_notified_on,persons_notified_on,measures
2018-02-06,2018-02-05,2018-02-06,"Prénoms et courriels, rien d'autre",Un courriel de remerciement envoyé à six personnes en copie visible,6,"Pas de risque sérieux : renseignements peu sensibles, destinataires connus",,2018-02-06,Excuses le jour même; les envois se font un à un depuis
2018-02-15,2018-02-14,2018-02-15,"Liste du premier jour, noms et courriels","Feuille imprimée oubliée dans une salle, retrouvée le lendemain par un membre",12,Salle fermée à clé; personne d'autre ne l'a eue en main,,,La liste n'est plus imprimée
"""

EVENTS = """
name,held_on,attendance,kind
Atelier de mobilisation,2018-01-12,17,workshop
Soirée de lancement,2018-01-19,53,launch
Soirée de mi-parcours,2018-02-23,41,mid_campaign
Fête d'installation à la bibliothèque,2018-03-04,22,other
"""

# `gift_email` is not a column of the file: it is the address that the gift came from, when there was one.
FIRST_DAY = """
name,email,identified_on,gift_email
Bernard Cailloudoux,bernard.cailloudoux@example.org,2018-01-12,bernard.cailloudoux@example.org
Léa Clairemare,lea.clairemare@example.net,2018-01-12,Lea.Clairemare@Example.net
Nadia Okelari,n.okelari@example.com,2018-01-12,nadia.okelari@example.net
Patrick Marchenord,patrick.marchenord@example.org,2018-01-13,patrick.marchenord@example.org
Diane Maisonneige,diane.maisonneige@example.org,2018-01-13,diane.maisonneige@example.org
Simon Beaufichier,simon.beaufichier@example.com,2018-01-16,simon.beaufichier@example.com
"""

NEWS = """
published_at,title
2018-01-20T09:00:00-05:00,C'est parti pour 56 jours
2018-01-26T16:30:00-05:00,"C'est quoi, au juste, un service libre?"
2018-02-01T12:00:00-05:00,Douze jours et une centaine de complices
2018-02-07T17:15:00-05:00,"Gertrude, notre serveur, sort de l'ombre"
2018-02-14T12:30:00-05:00,Déclaration d'amour à nos donatrices et donateurs
2018-02-19T16:40:00-05:00,Que ferons-nous du premier salaire?
2018-02-27T17:00:00-05:00,La liste d'épicerie numérique
2018-03-05T18:00:00-05:00,Les t-shirts arrivent demain
2018-03-09T12:00:00-05:00,Dernière semaine : le plan de match
2018-03-13T17:30:00-04:00,Quatre jours pour finir le casse-tête
2018-03-15T18:00:00-04:00,"Demain, minuit"
2018-03-19T11:00:00-04:00,"On a réussi. Et maintenant?"
"""

ALLIES = """
name,kind,audience,contact,owner,agreed_on,launch_relayed_on,closing_relayed_on,next_step,next_step_on
Groupe d'usagers du libre de Baie-du-Noyau,groupe d'usagers,2300,Lorenzo,Étienne Desbinettes,2017-10-29,2018-01-20,2018-03-10,Envoyer le texte de clôture,2018-03-05
Bibliothèque de Saint-Octet,bibliothèque,9600,Odile (réseaux sociaux),Minh Tranvanhu,2017-11-14,2018-01-20,2018-03-12,Envoyer le texte de clôture,2018-03-05
Radio communautaire de Rivière-aux-Ondes,média communautaire,7400,Hubert (émission du midi),Minh Tranvanhu,2017-11-20,2018-01-22,2018-03-13,Proposer une entrevue de fin de campagne,2018-02-22
Coop Le Clavier de Val-Recompile,coopérative,8200,Sandrine,Fatima Benzarouri,2017-11-28,2018-01-20,2018-03-14,Envoyer le texte de clôture,2018-03-05
Collectif Données à nous autres,groupe citoyen,6900,,Maude Grandvent,2017-12-02,2018-01-21,2018-03-15,Remercier et convenir de la date de clôture,2018-02-20
Journal Le Perron de Sainte-Boucle,média communautaire,3400,la rédaction,Aminata Diopami,2017-12-04,2018-01-23,,Proposer un article pour le numéro de mars,2018-02-26
Fédération étudiante de Port-Sériel,association étudiante,8800,Maëlle (communications),Rosalie Verteplume,2017-12-11,2018-01-22,2018-03-10,Envoyer le texte de clôture,2018-03-05
Balado Tuque et terminal,balado,4700,,Yanick Octeau,2017-12-15,2018-01-23,2018-03-11,Enregistrer un épisode sur la campagne,2018-03-02
Maison des organismes de Pointe-aux-Données,organisme communautaire,5100,Jean-Guy,Solange Courtepointe,2017-12-18,2018-01-25,,Demander la date de leur prochaine infolettre,2018-02-27
Table des OBNL de la Vallée-du-Tampon,regroupement,2500,Perrine,Solange Courtepointe,2018-01-08,2018-01-23,2018-03-16,Envoyer le texte de clôture,2018-03-05
Atelier de vélo Chaîne ouverte,organisme communautaire,1850,Lou,Gaétan Sapinard,2018-01-12,2018-01-20,,,
Café culturel Le Retour de chariot,lieu culturel,650,,Réjean Vieuxquai,,2018-01-24,,Conclure une entente en bonne et due forme,2018-02-28
Réseau des aînés branchés de Mont-Signet,regroupement,,Huguette,Solange Courtepointe,2018-02-12,,2018-03-13,Demander à combien de personnes va leur infolettre,2018-02-26
Syndicat des commis de Port-Sériel,syndicat,6200,,Karim Hadjiroum,,,,Présenter la campagne à leur exécutif,2018-02-27
Garderie Les Petits Octets,organisme communautaire,240,la direction,Noémie Labrindille,,,,Appeler la direction,2018-02-15
Festival Neige et logiciels,festival,,,,,,,,
"""

MEMBERS = """
name,on_social,responsibility,responsibility_planned_on,briefed_on,first_reshare_on,minutes_pledged
Maude Grandvent,yes,Page Facebook,2017-12-06,2018-01-12,2018-01-20,60
Yanick Octeau,yes,Mastodon et Twitter,2017-12-06,2018-01-12,2018-01-20,45
Fatima Benzarouri,yes,Remerciements,2017-12-13,2018-01-12,2018-01-20,30
Élodie Rochebrume,yes,Infolettre,2017-12-13,2018-01-12,2018-01-21,30
Minh Tranvanhu,yes,Suivi des alliés,2018-01-12,2018-01-12,2018-01-20,30
Réjean Vieuxquai,no,Affiches dans les cafés,2018-01-12,2018-01-13,,20
Solange Courtepointe,no,Appels aux anciens membres,2018-01-12,2018-01-13,,30
Karim Hadjiroum,yes,Vidéos et photos,2018-01-12,2018-01-12,2018-01-20,40
Noémie Labrindille,yes,Mèmes,2018-01-13,2018-01-13,2018-01-20,15
Étienne Desbinettes,yes,Relance des groupes d'usagers,2018-01-13,2018-01-13,2018-01-22,15
Aminata Diopami,yes,Nouvelles sur la page de campagne,2018-01-13,2018-01-13,2018-01-24,30
Gaétan Sapinard,no,Accueil des soirées,2018-01-13,2018-01-13,,20
Rosalie Verteplume,yes,Calendrier de publication,2018-01-24,2018-01-12,2018-01-29,20
Olivier Dupixel,yes,Relais sur LinkedIn,2018-02-02,2018-01-25,2018-02-05,15
Lucía Villarosal,yes,Traductions pour les amis de l'étranger,2018-02-10,2018-01-13,2018-02-18,10
Normand Tournebise,no,,,2018-01-13,,
Ginette Lanterneau,yes,,,2018-01-13,2018-03-10,10
Samuel Quatrevents,yes,,,2018-01-13,2018-02-26,
Jade Petitnuage,yes,,,2018-01-25,2018-01-27,15
Philippe Hautpignon,yes,,,2018-02-15,2018-03-02,
Ismaël Ahmadouni,yes,,,2018-01-25,,10
Colette Blancsentier,no,,,2018-02-15,,
Thomas Grisfleuve,yes,,,,,
Marguerite Poudrerie,no,,,2018-03-02,,
"""

PLAN_PROGRESS = """
id,owner,done_on
points-cles,Maude Grandvent,2017-09-12
fiche-contacts,Solange Courtepointe,2017-09-08
sqil,Étienne Desbinettes,2017-09-24
textes,Aminata Diopami,2018-01-15
recompenses,Gaétan Sapinard,2017-11-02
livrables-ulule,Karim Hadjiroum,2017-12-28
image-vedette,Noémie Labrindille,2018-01-08
allies,Minh Tranvanhu,2018-01-12
atelier,Maude Grandvent,2018-01-13
soiree-lancement,Gaétan Sapinard,2018-01-19
campagne,,2018-03-17
promotion-lancement,Minh Tranvanhu,2018-01-25
suivi-dons,Fatima Benzarouri,2018-03-17
promotion-quotidienne,Maude Grandvent,2018-03-17
soiree-mi-parcours,Rosalie Verteplume,2018-02-24
rappel-derniere-semaine,Rosalie Verteplume,2018-03-11
envoi-recompenses,Gaétan Sapinard,
suites,Aminata Diopami,
"""

# What the campaign does besides the plan's own lines: the markers on the curve of the money.
ACTIONS = """
id,name,starts_on,ends_on,owner,kind,channel,target_public,done_on
communique-lancement,Communiqué aux médias de quartier,2018-01-22,2018-01-22,Aminata Diopami,action,médias,grand public,2018-01-22
infolettre-fevrier,Infolettre de février,2018-02-06,2018-02-06,Élodie Rochebrume,action,infolettre,abonnés de l'infolettre,2018-02-06
saint-valentin,Cartes de Saint-Valentin à repartager,2018-02-14,2018-02-14,Noémie Labrindille,action,Facebook,abonnés des réseaux,2018-02-14
relais-fevrier,Relais de quatre alliés,2018-02-16,2018-02-17,Minh Tranvanhu,action,alliés,publics des alliés,2018-02-17
dates-cloture,Convenir avec chaque allié de la date de clôture,2018-02-12,2018-02-20,Minh Tranvanhu,action,alliés,alliés,2018-02-26
cinq-proches,Chaque membre écrit à cinq proches,2018-02-26,2018-03-02,Rosalie Verteplume,action,courriel,proches des membres,2018-03-03
infolettre-mars,Infolettre de mars,2018-03-05,2018-03-05,Élodie Rochebrume,action,infolettre,abonnés de l'infolettre,2018-03-05
rappel-donateurs,Proposer aux donateurs de repartager la dernière semaine,2018-03-10,2018-03-10,Fatima Benzarouri,action,courriel,donateurs,2018-03-10
relais-cloture,Relais de clôture des alliés,2018-03-12,2018-03-16,Minh Tranvanhu,action,alliés,publics des alliés,2018-03-16
derniere-soiree,"Dernière soirée en direct, jusqu'à minuit",2018-03-16,2018-03-16,Maude Grandvent,action,Mastodon,abonnés des réseaux,2018-03-17
"""
