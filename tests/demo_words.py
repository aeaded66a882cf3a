"""The words of the demonstration: invented people, posts and remarks, written with plain spaces and apostrophes.

`demo_maker` sets the typography. Nobody and nothing here exists: the family names are made up.
"""

from __future__ import annotations

_FIRST = """
Adèle Alexis Alice Amadou Amélie Anaïs Antoine Ariane Aurélie Awa Benoît Bernadette Camille Carlos Carole Catherine
Cédric Céline Charles Chloé Claire Daniel Danielle David Denise Diego Dominique Édith Émile Emmanuel Éric Fadila
Fanny Félix Florence François Frédérique Gabriel Geneviève Georges Guillaume Hamza Hélène Hugo Ibrahim Inès Isabelle
Jacques Jasmine Jean-Marc Jérôme Joanie Jocelyne Julien Karine Khadija Laurence Léo Léonie Linh Lise Louis-Philippe
Lucas Luce Madeleine Malika Marc-André Marie-Ève Marion Martin Mathilde Maxime Mei Mélanie Michel Mireille Monique
Mustapha Nathalie Nicolas Nour Ousmane Pascal Paule Pierre-Luc Raphaël Renée Robert Sacha Salma Sébastien Simone
Stéphane Sylvie Tanya Thierry Valérie Véronique Vincent Viviane Xavier Yasmine Yves Zoé
"""
_LAST = """
Beaucopeau Boisdormant Grandvent Petitnuage Lacoquille Clairemare Montclavier Verteplume Rochebrume Delasource
Tournebise Lagirouette Blancsentier Poudrerie Maisonneige Courtepointe Labrindille Tuquebleue Cailloudoux Hautpignon
Belleclef Vieuxquai Grisfleuve Marchenord Sapinard Lanterneau Quatrevents Desbinettes Dupixel Ducourriel Delatoile
Lefureteur Beaufichier Grandsignet Octeau Riveneuve Bruneforêt Boisdegivre Troisépinettes Foinfolle Benzarouri Okelari
Tranvanhu Sandoveira Oyarandu Diopami Hadjiroum Pereluna Singharo Nakamirai Villarosal Mbalanga Ferrandolo Zielinowa
Ahmadouni Kimsora Rahmanzari Castelbruma Novakhol Abdelmouri
"""
FIRST_NAMES, LAST_NAMES = _FIRST.split(), _LAST.split()

NOTES = (
    "Lâchez pas!",
    "En mémoire de mon vieux routeur.",
    "Enfin une embauche qui ne me demandera pas mon mot de passe.",
    "Pour que ma mère quitte son nuage sans quitter ses photos.",
    "Bravo, et merci pour la soirée de lancement.",
    "De la part de tout le bureau, même de Gaston.",
    "J'ai vu passer ça à la bibliothèque.",
    "Mon chat approuve.",
    "42, évidemment.",
    "Petit montant, gros espoir.",
    "Est-ce que le t-shirt rétrécit au lavage?",
    "Vous m'avez dépanné en 2014, je n'ai pas oublié.",
    "Un abonnement infonuagique de moins : voici la différence.",
    "Longue vie à Gertrude!",
)

TASKS_DONE = (
    ("Facebook", "Publication du jour et réponses aux commentaires"),
    ("courriel", "Messages personnels à des proches"),
    ("courriel", "Remerciements et invitation à repartager"),
    ("Mastodon", "Pouets, réponses et bonjours aux nouveaux abonnés"),
    ("Ulule", "Réponses aux questions sur la page de campagne"),
    ("alliés", "Suivi des relais promis"),
    ("Facebook", "Préparation des visuels de la semaine"),
    ("Twitter", "Gazouillis et remerciements publics"),
)

# (day of the campaign, local time, kind, text)
POSTS: tuple[tuple[int, str, str, str], ...] = (
    (-2, "12:00", "photo", "Samedi, on ouvre le robinet. Préparez vos pichets."),
    (1, "00:04", "photo", "C'est parti! 56 jours pour que nos services libres aient une équipe, pas juste des bénévoles "
     "en pyjama."),
    (1, "12:15", "video", "Deux minutes de vidéo, zéro publicité, un seul chat qui traverse le clavier : voici Services "
     "Faciles."),
    (2, "19:30", "photo", "Le premier jour en trois mots : ouf, merci, encore. On continue?"),
    (3, "12:10", "link", "Vos documents méritent mieux qu'un tiroir dont quelqu'un d'autre garde la clé. On bâtit la "
     "commode."),
    (4, "20:05", "photo", "Quatre jours, et la jauge monte plus vite que le prix du brocoli. Partagez, ça pousse!"),
    (6, "17:45", "text", "Question du jeudi : quel service en ligne aimeriez-vous quitter sans perdre vos photos de "
     "tuques?"),
    (7, "19:10", "photo", "Une semaine! Merci aux premiers complices. La suite se joue dans vos listes de contacts."),
    (9, "11:00", "link", "Notre nouvelle no 2 est en ligne. On y répond à « C'est quoi, au juste, un service libre? »"),
    (10, "08:05", "text", "Lundi, 24 sous zéro. Nos serveurs n'ont jamais froid. Nos bénévoles, oui."),
    (12, "20:00", "photo", "Avant, après : un agenda partagé qui partage vraiment. Le crayon à mine prend congé."),
    (14, "17:00", "photo", "La marmotte a vu notre jauge : encore six semaines de campagne. Ça tombe bien!"),
    (15, "10:30", "text", "Samedi tranquille. On a classé la base de données par couleur. Vous, ça va?"),
    (17, "12:00", "link", "Combien coûte un service gratuit? Réponse courte : vous. Réponse longue : sur notre page."),
    (18, "19:45", "photo", "Notre infolettre vient de partir. Si elle n'est pas arrivée, cherchez sous la neige."),
    (20, "20:15", "photo", "Portrait : Gertrude, notre serveur. Elle tient le fort depuis 2011 et demande un collègue."),
    (21, "12:20", "text", "Un autocollant va très bien sur un portable. Ou sur une boîte à lunch. On ne juge pas."),
    (23, "19:00", "video", "Maude, bénévole : « J'ai déjà réparé le serveur avec une cuillère. » On veut l'embaucher."),
    (24, "08:10", "link", "Trois raisons de donner 40 $ : vos données, votre liberté, notre sommeil."),
    (26, "18:30", "photo", "Les roses sont rouges, le code est ouvert; pour vingt petits dollars, nos cœurs sont offerts."),
    (28, "12:05", "photo", "Quatre alliés parlent de nous aujourd'hui. Nos oreilles sillent, et la jauge aussi."),
    (29, "20:30", "photo", "Mème du samedi : le nuage, c'est l'ordinateur de quelqu'un d'autre. Faisons-en le nôtre."),
    (31, "19:20", "link", "Que ferons-nous du premier salaire? Tout est détaillé, même la pause café."),
    (32, "12:00", "text", "Si chaque personne qui lit ceci en parle à une autre, le serveur débordera. Quel beau problème."),
    (33, "12:30", "event", "Vendredi, 19 h : soirée de mi-parcours. Des chiffres, des croustilles et des chaises."),
    (34, "19:00", "photo", "Demain soir, on fait le point. Apportez vos idées, on fournit le tableau blanc."),
    (35, "12:00", "event", "C'est ce soir! Un mi-parcours n'est jamais mi-figue, mi-raisin : venez."),
    (36, "11:00", "photo", "Merci pour hier! Trois idées folles, deux retenues. La troisième exigeait un orignal."),
    (38, "12:10", "text", "Défi : écrire à cinq proches cette semaine. Votre chat ne compte pas, même s'il a un courriel."),
    (39, "19:30", "link", "Notre liste d'épicerie numérique, ou pourquoi on embauche avant d'acheter."),
    (41, "20:00", "photo", "1er mars : la neige fond, les doutes aussi. Il reste 15 jours."),
    (43, "10:15", "video", "On a demandé à des enfants d'expliquer le logiciel libre. Ils ont compris avant nous."),
    (45, "19:00", "link", "L'infolettre du jour tient en une phrase : on y est presque, mais pas tout à fait."),
    (46, "12:00", "photo", "Les t-shirts sont arrivés. Ils sont doux, libres et compatibles avec la laveuse."),
    (48, "18:45", "photo", "8 mars : salut à celles qui ont écrit la moitié de nos lignes et corrigé l'autre moitié."),
    (50, "19:30", "photo", "Dernière semaine. Cette nuit, on avance l'heure; demain, on avance la jauge."),
    (51, "12:00", "text", "Journée de 23 heures : qui nous aide à rattraper celle qui manque?"),
    (52, "12:00", "link", "Notre page répond à tout, même à « Ça marche sur le vieux portable de mon oncle? »"),
    (53, "20:00", "photo", "Ce qu'il manque tient dans quatre autobus de gens à 40 $. Qui conduit?"),
    (54, "15:14", "photo", "Jour de pi : 31,41 $, c'est irrationnel, mais ça nous aiderait."),
    (55, "12:00", "video", "Demain à minuit, la porte se ferme. Poussez fort, elle est lourde."),
    (55, "19:00", "photo", "Plus que 29 heures. Respirez, partagez, respirez."),
    (56, "08:00", "photo", "Dernier jour. Le café est prêt, la jauge aussi. À vous!"),
    (56, "12:30", "text", "Midi trente : il reste moins de douze heures et un fond de sucre à la crème."),
    (56, "21:00", "photo", "Le seuil d'Ulule est passé! Encore un peu, et nous aurons les 25 000 $ en main."),
    (59, "12:00", "photo", "On a réussi! Merci. On dort une journée, puis on embauche."),
)  # fmt: skip

# Days whose first post is published elsewhere too, some minutes later.
ECHO_DAYS = {
    "mastodon": (1, 2, 4, 7, 12, 14, 20, 24, 26, 28, 33, 35, 41, 45, 50, 54, 55, 56),
    "twitter": (1, 3, 6, 10, 14, 18, 21, 26, 31, 35, 38, 48, 53, 56),
    "linkedin": (3, 17, 31, 46),
    "instagram": (1, 12, 20, 29, 46, 48),
}
