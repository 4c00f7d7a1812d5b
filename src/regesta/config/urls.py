from django.urls import path

from regesta.api import lists
from regesta.api import views as api
from regesta.formats.handing_on import FORMS
from regesta.reading_room import views as reading_room

urlpatterns = [
    path("", reading_room.home, name="home"),
    path("search", reading_room.results, name="results"),
    path("search.atom", lists.feed, name="feed"),
    *(
        path(f"search.{form.name}", lists.search, {"form": form.name}, name=f"list-{form.name}")
        for form in FORMS
    ),
    *(
        path(f"records/<str:identifier>.{form.name}", lists.record, {"form": form.name})
        for form in FORMS
        if form.is_of_one
    ),
    path("search/values/<str:facet>", reading_room.values, name="values"),
    path("help", reading_room.help_, name="help"),
    path("records/<str:identifier>", reading_room.record, name="record"),
    path("names/<str:identifier>", reading_room.name, name="name"),
    path("collections/<str:identifier>", reading_room.collection, name="collection"),
    path("api/search", api.search, name="api-search"),
    path("api/suggest", api.suggest, name="api-suggest"),
]
handler400 = "regesta.reading_room.views.bad_request"
handler404 = "regesta.reading_room.views.not_found"
handler500 = "regesta.reading_room.views.server_error"
