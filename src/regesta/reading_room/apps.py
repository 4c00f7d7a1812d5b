"""The public pages as Django knows them."""

from django.apps import AppConfig


class ReadingRoom(AppConfig):
    name = "regesta.reading_room"

    def ready(self) -> None:
        from regesta.reading_room.languages import put_into_django

        put_into_django()
