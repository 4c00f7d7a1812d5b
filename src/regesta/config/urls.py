from django.urls import path

from regesta.api import lists
from regesta.api import views as api
from regesta.formats.handing_on import FORMS
from regesta.reading_room.pages import (
    collection,
    home,
    name,
    plain,
    record,
    results,
    sitemap,
    values,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("search", results.results, name="results"),
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
    path("search/values/<str:facet>", values.values, name="values"),
    path("help", plain.help_, name="help"),
    path("records/<str:identifier>", record.record, name="record"),
    path("names/<str:identifier>", name.name, name="name"),
    path("collections/<str:identifier>", collection.collection, name="collection"),
    path("robots.txt", sitemap.robots, name="robots"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("sitemaps/<str:kind>-<int:number>.xml", sitemap.part, name="sitemap-part"),
    path("api/search", api.search, name="api-search"),
    path("api/pictures/<str:kind>", api.picture, name="api-picture"),
    path("api/suggest", api.suggest, name="api-suggest"),
]
handler400 = "regesta.reading_room.pages.plain.bad_request"
handler404 = "regesta.reading_room.pages.plain.not_found"
handler500 = "regesta.reading_room.pages.plain.server_error"
