using FsCheck;
using FsCheck.Fluent;
using SocialWorkflows.Casework.Reports;
using SocialWorkflows.Functions;
using SocialWorkflows.Functions.Workplace.Reports;
using SocialWorkflows.Functions.Workplace.Texts;
using SocialWorkflows.Tests.Casework.Packs;

namespace SocialWorkflows.Tests.Workplace;

/// <summary>Whoever has the whole report and knows which counts are sums of which works out none that is hidden.</summary>
public sealed class ReportTablesTests
{
    private static readonly string[] Names = ["a", "b", "c"];
    private static readonly string[] Reasons = [LateReasons.Assessment, LateReasons.Approval, LateReasons.Signing];
    private static readonly string[] NoticeReasons = [LateReasons.Hindered, LateReasons.Returned, LateReasons.Sent];

    [Fact]
    public void Of_LateHiddenAndItsReasonsNot_TheTotalOfTheReasonsIsHiddenToo()
    {
        var values = new int[37];
        (values[17], values[14]) = (3, 12);

        var tables = Tables(Report(values));

        Shown(tables, "decision-clock").ShouldBe([null, null, 15]);
        Shown(tables, "why-decided").ShouldBe([null, null]);
    }

    [Fact]
    public void Of_SmallLoadAndWaiting_AreHidden()
    {
        var values = new int[37];
        (values[6], values[7], values[23], values[24]) = (2, 30, 1, 31);

        var tables = Tables(Report(values));

        Shown(tables, "load").ShouldBe([null, null, 32]);
        Shown(tables, "waiting").ShouldBe([null, null]);
    }

    [Fact]
    public void Of_AnyReport_NoHiddenCellFollowsFromTheTables() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(400),
        Prop.ForAll(
            Gen.Frequency((1, Gen.Constant(0)), (3, Gen.Choose(1, 7)), (3, Gen.Choose(5, 40))).ArrayOf(37).ToArbitrary(),
            values =>
            {
                var report = Report(values);
                var tables = Tables(report);
                var cells = Cells(report);
                var known = new Knowledge([.. cells.Select(c => c.Name).Concat(Rests(report).Select(r => r.Name)).Distinct()]);
                foreach (var (whole, parts) in Sums(report))
                {
                    known.Add([(whole, 1), .. parts.Select(p => (p, -1))]);
                }

                var shown = tables.SelectMany(t => Shown(t)).ToList();
                shown.Count.ShouldBe(cells.Count, "the test knows every cell of the report");
                foreach (var (cell, count) in cells.Zip(shown))
                {
                    (count ?? cell.Count).ShouldBe(cell.Count, cell.Name);
                    if (count is not null)
                    {
                        known.Add([(cell.Name, 1)]);
                    }
                }

                foreach (var (cell, count) in cells.Zip(shown))
                {
                    (count is > 0 and < Suppression.Least).ShouldBeFalse($"{cell.Name} is small and shown");
                    (count is null && known.Gives(cell.Name)).ShouldBeFalse($"{cell.Name} is hidden and follows from the others");
                }

                foreach (var (name, count) in Rests(report))
                {
                    (count is > 0 and < Suppression.Least && known.Gives(name)).ShouldBeFalse($"{name} is small and follows from the others");
                }
            }));

    private static IReadOnlyList<ReportTable> Tables(Report report) => ReportTables.Of(report, TestPacks.Smiltene, new StaffDirectory([]), UiTexts.English);

    private static List<int?> Shown(IReadOnlyList<ReportTable> tables, string id) => [.. Shown(tables.Single(t => t.Id == id))];

    private static IEnumerable<int?> Shown(ReportTable table) => (table.Total is { } total ? table.Lines.Append(total) : table.Lines).Select(l => l.Count);

    private static Report Report(int[] v)
    {
        var (load, services) = (Counts(Names, v[6..9]), Counts(Names, v[11..14]));
        var (whyDecided, whyNotified) = (Counts(Reasons, v[14..17]), Counts(NoticeReasons, v[18..21]));
        var open = load.Values.Sum();

        // A case may wait for several steps, but only an open one waits.
        var waiting = Counts(Names, [.. v[23..26].Select(count => Math.Min(count, open))]);
        var families = v[30] + v[31];
        var year = new YearReport(v[0] + v[1] + v[2], v[3] + v[4] + v[5], v[3], v[4], v[0], v[1], open + v[9], Math.Min(v[10], open + v[9]), open, services)
        {
            Running = Counts(Names, v[34..37]),
            ChildrenWithDisability = Math.Min(v[29], v[3] + v[4]),
            SocialWork = new SocialWorkFigures(families, Math.Min(v[32], families), v[30], Math.Min(v[33], v[30])),
        };
        var clocks = new ClockReport(
            v[17] + whyDecided.Values.Sum(), v[17], v[21] + v[22] + whyNotified.Values.Sum(), v[21] + v[22], v[21], whyDecided, whyNotified);
        return new Report(new(2026, 1, 1), new(2026, 12, 31), year, clocks, load, waiting, []) { Consultations = Counts(Names, v[26..29]) };
    }

    private static SortedDictionary<string, int> Counts(string[] names, int[] values) =>
        new(names.Zip(values).Where(p => p.Second > 0).ToDictionary(p => p.First, p => p.Second), StringComparer.Ordinal);

    /// <summary>Every cell in the order of the report; a count that stands in two tables has one name.</summary>
    private static List<(string Name, int Count)> Cells(Report r) =>
    [
        ("poor", r.Year.Poor), ("low", r.Year.LowIncome), ("other", r.Year.Households - r.Year.Poor - r.Year.LowIncome), ("households", r.Year.Households),
        ("children", r.Year.Children), ("unknown", r.Year.UnknownAges), ("adults", r.Year.Persons - r.Year.Children - r.Year.UnknownAges), ("persons", r.Year.Persons),
        ("disabled", r.Year.ChildrenWithDisability),
        ("families", r.Year.SocialWork.Families), ("begun", r.Year.SocialWork.Begun), ("active", r.Year.SocialWork.Active), ("large", r.Year.SocialWork.ManyChildren),
        ("cases", r.Year.Cases), ("new", r.Year.NewCases), ("open", r.Year.OpenCases),
        .. Each("service", r.Year.Services), ("grants", r.Year.Services.Values.Sum()),
        .. Each("running", r.Year.Running), ("all-running", r.Year.Running.Values.Sum()),
        .. Each("consultation", r.Consultations), ("consultations", r.Consultations.Values.Sum()),
        ("decided-in", r.Clocks.DecidedInTime), ("decided-late", r.Clocks.Decided - r.Clocks.DecidedInTime), ("decided", r.Clocks.Decided),
        .. Each("why-decided", r.Clocks.WhyDecided), ("decided-late", r.Clocks.Decided - r.Clocks.DecidedInTime),
        ("notified-in", r.Clocks.NotifiedInTime), ("notified-late", r.Clocks.Notified - r.Clocks.NotifiedInTime), ("notified", r.Clocks.Notified),
        .. Each("why-notified", r.Clocks.WhyNotified), ("notified-late", r.Clocks.Notified - r.Clocks.NotifiedInTime),
        ("both", r.Clocks.BothInTime), ("decision-only", r.Clocks.NotifiedInTime - r.Clocks.BothInTime), ("notified-late", r.Clocks.Notified - r.Clocks.NotifiedInTime), ("notified", r.Clocks.Notified),
        .. Each("load", r.Load), ("open", r.Year.OpenCases),
        .. Each("waiting", r.Waiting),
    ];

    /// <summary>What stands in no table and is left where one shown count is taken from another.</summary>
    private static List<(string Name, int Count)> Rests(Report r) =>
    [
        ("closed", r.Year.Cases - r.Year.OpenCases), ("before", r.Year.Cases - r.Year.NewCases),
        ("not-disabled", r.Year.Persons - r.Year.ChildrenWithDisability), .. HealthyChildren(r).Select(name => (name, r.Year.Children - r.Year.ChildrenWithDisability)),
        ("work-ended", r.Year.SocialWork.Families - r.Year.SocialWork.Active), ("work-before", r.Year.SocialWork.Families - r.Year.SocialWork.Begun),
        ("small-families", r.Year.SocialWork.Active - r.Year.SocialWork.ManyChildren),
    ];

    /// <summary>Children with a disability whose age no code tells are not among the children: then nothing is left to be worked out.</summary>
    private static string[] HealthyChildren(Report r) => r.Year.Children >= r.Year.ChildrenWithDisability ? ["healthy"] : [];

    private static IEnumerable<(string Whole, IReadOnlyList<string> Parts)> Sums(Report r) =>
    [
        ("persons", ["disabled", "not-disabled"]),
        .. HealthyChildren(r).Select(name => ("children", (IReadOnlyList<string>)["disabled", name])),
        ("families", ["active", "work-ended"]),
        ("families", ["begun", "work-before"]),
        ("active", ["large", "small-families"]),
        ("households", ["poor", "low", "other"]),
        ("persons", ["children", "unknown", "adults"]),
        ("cases", ["open", "closed"]),
        ("cases", ["new", "before"]),
        ("open", [.. Each("load", r.Load).Select(c => c.Name)]),
        ("grants", [.. Each("service", r.Year.Services).Select(c => c.Name)]),
        ("all-running", [.. Each("running", r.Year.Running).Select(c => c.Name)]),
        ("consultations", [.. Each("consultation", r.Consultations).Select(c => c.Name)]),
        ("decided", ["decided-in", "decided-late"]),
        ("decided-late", [.. Each("why-decided", r.Clocks.WhyDecided).Select(c => c.Name)]),
        ("notified", ["notified-in", "notified-late"]),
        ("notified-late", [.. Each("why-notified", r.Clocks.WhyNotified).Select(c => c.Name)]),
        ("notified-in", ["both", "decision-only"]),
    ];

    private static IEnumerable<(string Name, int Count)> Each(string kind, IReadOnlyDictionary<string, int> counts) => counts.Select(c => ($"{kind}:{c.Key}", c.Value));

    /// <summary>What follows from sums and shown counts, by elimination.</summary>
    private sealed class Knowledge(string[] names)
    {
        private readonly List<double[]> _rows = [];

        public void Add((string Name, int Times)[] sum)
        {
            if (Rest(Row(sum)) is { } rest)
            {
                _rows.Add(rest);
            }
        }

        public bool Gives(string name) => Rest(Row([(name, 1)])) is null;

        private double[] Row((string Name, int Times)[] sum)
        {
            var row = new double[names.Length];
            foreach (var (name, times) in sum)
            {
                row[Array.IndexOf(names, name)] += times;
            }

            return row;
        }

        /// <summary>What of the row the known ones do not explain, beginning with 1; null: they explain it.</summary>
        private double[]? Rest(double[] row)
        {
            foreach (var known in _rows)
            {
                var lead = Array.FindIndex(known, x => Math.Abs(x) > 1e-9);
                var times = row[lead];
                row = [.. row.Zip(known, (x, y) => x - (times * y))];
            }

            var first = Array.FindIndex(row, x => Math.Abs(x) > 1e-9);
            return first < 0 ? null : [.. row.Select(x => x / row[first])];
        }
    }
}
