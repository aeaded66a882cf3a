"""The meeting's sheet, the closing report, and the figures for other programs."""
