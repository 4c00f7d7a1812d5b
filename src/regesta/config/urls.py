from django.urls import path

from regesta.api import lists
from regesta.api import views as api
from regesta.formats.handing_on import FORMS
from regesta.reading_room.pages import (
    browse,
    card,
    chronology,
    collection,
    gathered,
    history,
    home,
    name,
    record,
    results,
    sitemap,
    standing,
    values,
)
from regesta.reading_room.standing import HELP

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
    path("list", gathered.gathered_page, name="gathered"),
    *(
        path(f"list.{form.name}", lists.gathered, {"form": form.name}, name=f"gathered-{form.name}")
        for form in FORMS
    ),
    path("search/values/<str:facet>", values.values, name="values"),
    path("help", standing.standing_page, {"name": HELP}, name="help"),
    path("pages/<str:name>", standing.standing_page, name="standing"),
    path("browse", browse.browse, name="browse"),
    path("browse/years", browse.years, name="browse-years"),
    path("browse/<str:names>", values.browse, name="browse-names"),
    path("chronology", chronology.chronology, name="chronology"),
    path("records/<str:identifier>", record.record, name="record"),
    path("records/<str:identifier>/history", history.history, name="history"),
    path("names/<str:identifier>", name.name, name="name"),
    path("names/<str:identifier>/card", card.card, name="card"),
    path("collections/<str:identifier>", collection.collection, name="collection"),
    path("robots.txt", sitemap.robots, name="robots"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("sitemaps/<str:kind>-<int:number>.xml", sitemap.part, name="sitemap-part"),
    path("units/<str:identifier>", collection.units, name="units"),
    path("units/<str:identifier>/below", collection.branch, name="branch"),
    path("api/search", api.search, name="api-search"),
    path("api/pictures/<str:kind>", api.picture, name="api-picture"),
    path("api/suggest", api.suggest, name="api-suggest"),
]
handler400 = "regesta.reading_room.pages.plain.bad_request"
handler404 = "regesta.reading_room.pages.plain.not_found"
handler500 = "regesta.reading_room.pages.plain.server_error"
