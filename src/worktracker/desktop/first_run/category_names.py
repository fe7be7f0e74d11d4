"""The categories that come with the program, in the user's language: for a record that is new."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def category_names() -> dict[str, str]:
    """What each is called, by its name in ``resources/categories.json``."""
    translate = QCoreApplication.translate
    return {
        "work": translate("StartingCategories", "Work"),
        "development": translate("StartingCategories", "Development"),
        "writing": translate("StartingCategories", "Writing and documents"),
        "figures": translate("StartingCategories", "Spreadsheets and finance"),
        "design": translate("StartingCategories", "Design and media production"),
        "communication": translate("StartingCategories", "Communication"),
        "mail": translate("StartingCategories", "Mail and calendar"),
        "chat": translate("StartingCategories", "Chat"),
        "meetings": translate("StartingCategories", "Meetings and calls"),
        "learning": translate("StartingCategories", "Learning and reference"),
        "media": translate("StartingCategories", "Media"),
        "video": translate("StartingCategories", "Video"),
        "music": translate("StartingCategories", "Music and podcasts"),
        "social": translate("StartingCategories", "Social networks and news"),
        "games": translate("StartingCategories", "Games"),
        "shopping": translate("StartingCategories", "Shopping and travel"),
        "system": translate("StartingCategories", "Files and system"),
        "browsing": translate("StartingCategories", "Browsing"),
    }
