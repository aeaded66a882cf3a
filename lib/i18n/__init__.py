"""How figures and sentences are said: gettext catalogues (msgids in English) and formats over Babel."""
