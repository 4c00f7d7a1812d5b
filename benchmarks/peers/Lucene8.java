import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.facet.FacetResult;
import org.apache.lucene.facet.Facets;
import org.apache.lucene.facet.FacetsCollector;
import org.apache.lucene.facet.FacetsConfig;
import org.apache.lucene.facet.LabelAndValue;
import org.apache.lucene.facet.sortedset.DefaultSortedSetDocValuesReaderState;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetCounts;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetField;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesReaderState;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MultiCollector;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopFieldCollector;
import org.apache.lucene.search.TopFieldDocs;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;

/**
 * Lucene 8 as one side of the benchmark of search.
 *
 * <p>{@code build FOLDER} reads a record a line, {@code serve FOLDER} a question a line:
 * {@code 1<TAB>words} with counts, {@code 0<TAB>words} without. An answer is a line
 * {@code count NANOSECONDS RECORDS}, lines {@code hit}, {@code year} and {@code facet}, and
 * {@code end}; the parts of a line lie between tabs.
 */
public final class Lucene8 {
  private static final String[] FIELDS = {"title", "names", "summary"};
  private static final float[] WEIGHTS = {8, 4, 2};
  private static final String[] FACETS = {"collection", "decade", "person", "place", "topic"};
  private static final int TOP = 100;
  private static final int HITS = 10;
  private static final Pattern PIECE = Pattern.compile("\"([^\"]*)\"|(\\S+)");
  private static final Sort BY_DATE = new Sort(new SortField("order", SortField.Type.LONG));
  private static final Set<String> CARD = Set.of("identifier", "title", "summary", "edtf");

  public static void main(String[] arguments) throws Exception {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8), 1 << 16);
    try (Directory folder = new MMapDirectory(Paths.get(arguments[1]))) {
      if (arguments[0].equals("build")) {
        build(folder, in);
      } else {
        new Serving(folder).serve(in);
      }
    }
  }

  private static FacetsConfig config() {
    FacetsConfig config = new FacetsConfig();
    for (String facet : FACETS) {
      config.setMultiValued(facet, true);
    }
    return config;
  }

  /** A line has identifier, title, names, summary, EDTF, year, order, then each facet's values
   * with | between. */
  private static void build(Directory folder, BufferedReader in) throws Exception {
    IndexWriterConfig settings = new IndexWriterConfig(new WhitespaceAnalyzer());
    settings.setRAMBufferSizeMB(256);
    FacetsConfig config = config();
    try (IndexWriter writer = new IndexWriter(folder, settings)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] parts = line.split("\t");
        Document document = new Document();
        document.add(new StoredField("identifier", parts[0]));
        document.add(new TextField("title", parts[1], Field.Store.YES));
        document.add(new TextField("names", parts[2], Field.Store.NO));
        document.add(new TextField("summary", parts[3], Field.Store.YES));
        document.add(new StoredField("edtf", parts[4]));
        document.add(new NumericDocValuesField("year", Long.parseLong(parts[5])));
        document.add(new NumericDocValuesField("order", Long.parseLong(parts[6])));
        for (int at = 0; at < FACETS.length; at++) {
          for (String value : parts[7 + at].split("\\|")) {
            document.add(new SortedSetDocValuesFacetField(FACETS[at], value));
          }
        }
        writer.addDocument(config.build(document));
      }
      writer.forceMerge(1); // as for an archive that stands still
    }
  }

  /** An open index, asked by one thread. */
  private static final class Serving {
    private final IndexSearcher searcher;
    private final SortedSetDocValuesReaderState state;

    Serving(Directory folder) throws Exception {
      DirectoryReader reader = DirectoryReader.open(folder);
      searcher = new IndexSearcher(reader);
      searcher.setQueryCache(null); // every question is answered, none remembered
      state = new DefaultSortedSetDocValuesReaderState(reader);
    }

    void serve(BufferedReader in) throws Exception {
      PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] parts = line.split("\t", 2);
        answer(parts[1], parts[0].equals("1"), out);
        out.flush();
      }
    }

    private void answer(String words, boolean counts, PrintStream out) throws Exception {
      long began = System.nanoTime();
      Query query = compiled(words);
      TopFieldCollector first = TopFieldCollector.create(BY_DATE, HITS, Integer.MAX_VALUE);
      FacetsCollector matching = new FacetsCollector(false);
      if (counts) {
        searcher.search(query, MultiCollector.wrap(first, matching));
      } else {
        searcher.search(query, first);
      }
      TopFieldDocs found = first.topDocs();
      List<Document> cards = new ArrayList<>();
      for (ScoreDoc hit : found.scoreDocs) {
        cards.add(searcher.doc(hit.doc, CARD));
      }
      List<FacetResult> facets = new ArrayList<>();
      int[] years = new int[0];
      if (counts && found.totalHits.value > 0) {
        Facets strings = new SortedSetDocValuesFacetCounts(state, matching);
        for (String facet : FACETS) {
          facets.add(strings.getTopChildren(TOP, facet));
        }
        years = years(matching);
      }
      long passed = System.nanoTime() - began;

      out.println("count\t" + passed + "\t" + found.totalHits.value);
      for (Document card : cards) {
        out.println("hit\t" + card.get("identifier"));
      }
      for (int year = 0; year < years.length; year++) {
        if (years[year] > 0) {
          out.println("year\t" + year + "\t" + years[year]);
        }
      }
      for (FacetResult facet : facets) {
        for (LabelAndValue one : facet.labelValues) {
          out.println("facet\t" + facet.dim + "\t" + one.label + "\t" + one.value);
        }
      }
      out.println("end");
    }

    /** How many match, by year. Lucene's own counts of numbers need one library more; this is the
     * least that has to be done. */
    private static int[] years(FacetsCollector matching) throws Exception {
      int[] times = new int[3000];
      for (FacetsCollector.MatchingDocs segment : matching.getMatchingDocs()) {
        NumericDocValues values = DocValues.getNumeric(segment.context.reader(), "year");
        DocIdSetIterator matches = segment.bits.iterator();
        for (int at = matches.nextDoc();
            at != DocIdSetIterator.NO_MORE_DOCS;
            at = matches.nextDoc()) {
          if (values.advanceExact(at)) {
            times[(int) values.longValue()]++;
          }
        }
      }
      return times;
    }

    private static Query compiled(String words) {
      BooleanQuery.Builder all = new BooleanQuery.Builder();
      Matcher piece = PIECE.matcher(words);
      boolean any = false;
      while (piece.find()) {
        any = true;
        all.add(anywhere(piece), Occur.MUST);
      }
      return any ? all.build() : new MatchAllDocsQuery();
    }

    private static Query anywhere(Matcher piece) {
      BooleanQuery.Builder ways = new BooleanQuery.Builder();
      for (int at = 0; at < FIELDS.length; at++) {
        Query query =
            piece.group(1) == null
                ? new TermQuery(new Term(FIELDS[at], piece.group(2)))
                : new PhraseQuery(FIELDS[at], piece.group(1).trim().split("\\s+"));
        ways.add(new BoostQuery(query, WEIGHTS[at]), Occur.SHOULD);
      }
      return ways.build();
    }
  }

  private Lucene8() {}
}
