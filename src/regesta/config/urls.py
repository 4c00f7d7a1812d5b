from django.urls import path

from regesta.api import lists
from regesta.api import views as api
from regesta.formats.handing_on import FORMS
from regesta.reading_room.pages import (
    browse,
    chronology,
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
    path("browse", browse.browse, name="browse"),
    path("browse/years", browse.years, name="browse-years"),
    path("browse/<str:names>", values.browse, name="browse-names"),
    path("chronology", chronology.chronology, name="chronology"),
    path("help", plain.help_, name="help"),
    path("records/<str:identifier>", record.record, name="record"),
    path("names/<str:identifier>", name.name, name="name"),
    path("collections/<str:identifier>", collection.collection, name="collection"),
    path("robots.txt", sitemap.robots, name="robots"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("sitemaps/<str:kind>-<int:number>.xml", sitemap.part, name="sitemap-part"),
    path("units/<str:identifier>", collection.units, name="units"),
    path("units/<str:identifier>/below", collection.branch, name="branch"),
    path("api/search", api.search, name="api-search"),
    path("api/suggest", api.suggest, name="api-suggest"),
]
handler400 = "regesta.reading_room.pages.plain.bad_request"
handler404 = "regesta.reading_room.pages.plain.not_found"
handler500 = "regesta.reading_room.pages.plain.server_error"
