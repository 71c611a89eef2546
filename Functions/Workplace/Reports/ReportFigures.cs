using SocialWorkflows.Casework.Reports;

namespace SocialWorkflows.Functions.Workplace.Reports;

/// <summary>Every count of a report once, tied to those it is the sum of, with what must be hidden hidden.</summary>
internal sealed class ReportFigures
{
    public required Figure Households { get; init; }

    public required Figure Poor { get; init; }

    public required Figure LowIncome { get; init; }

    public required Figure OtherHouseholds { get; init; }

    public required Figure Persons { get; init; }

    public required Figure Children { get; init; }

    public required Figure UnknownAges { get; init; }

    public required Figure Adults { get; init; }

    public required Figure ChildrenWithDisability { get; init; }

    public required Figure Families { get; init; }

    public required Figure NewFamilies { get; init; }

    public required Figure ActiveFamilies { get; init; }

    public required Figure LargeFamilies { get; init; }

    public required Figure Cases { get; init; }

    public required Figure NewCases { get; init; }

    public required Figure OpenCases { get; init; }

    public required Figure Grants { get; init; }

    public required IReadOnlyDictionary<string, Figure> Services { get; init; }

    public required Figure AllRunning { get; init; }

    public required IReadOnlyDictionary<string, Figure> Running { get; init; }

    public required Figure Decided { get; init; }

    public required Figure DecidedInTime { get; init; }

    public required Figure DecidedLate { get; init; }

    public required IReadOnlyDictionary<string, Figure> WhyDecided { get; init; }

    public required Figure Notified { get; init; }

    public required Figure NotifiedInTime { get; init; }

    public required Figure BothInTime { get; init; }

    /// <summary>The notice was in time, the decision before it was not.</summary>
    public required Figure DecisionLateOnly { get; init; }

    public required Figure NotifiedLate { get; init; }

    public required IReadOnlyDictionary<string, Figure> WhyNotified { get; init; }

    public required IReadOnlyDictionary<string, Figure> Load { get; init; }

    /// <summary>A case may wait for several steps: more than the open cases together.</summary>
    public required IReadOnlyDictionary<string, Figure> Waiting { get; init; }

    public required Figure Consultations { get; init; }

    public required IReadOnlyDictionary<string, Figure> ConsultationThemes { get; init; }

    public static ReportFigures Of(Report report)
    {
        var (year, clocks) = (report.Year, report.Clocks);
        Figure[] households = [new(year.Poor), new(year.LowIncome), new(year.Households - year.Poor - year.LowIncome)];
        var (disabled, work) = (new Figure(year.ChildrenWithDisability), year.SocialWork);

        // Ages that no code tells may be those of children with a disability, too.
        var children = year.Children >= year.ChildrenWithDisability ? new Figure(year.Children, [disabled, new Figure(year.Children - year.ChildrenWithDisability)]) : new Figure(year.Children);
        Figure[] persons = [children, new(year.UnknownAges), new(year.Persons - year.Children - year.UnknownAges)];
        var large = new Figure(work.ManyChildren);
        var active = new Figure(work.Active, [large, new Figure(work.Active - work.ManyChildren)]);
        var started = new Figure(work.Begun);
        var (services, running, load, waiting) = (Each(year.Services), Each(year.Running), Each(report.Load), Each(report.Waiting));
        var consultations = Each(report.Consultations);
        var open = new Figure(year.OpenCases, [.. load.Values], [.. waiting.Values]);
        var begun = new Figure(year.NewCases);
        var (whyDecided, whyNotified) = (Each(clocks.WhyDecided), Each(clocks.WhyNotified));
        Figure[] decided = [new(clocks.DecidedInTime), new(clocks.Decided - clocks.DecidedInTime, [.. whyDecided.Values])];
        Figure[] noticed = [new(clocks.BothInTime), new(clocks.NotifiedInTime - clocks.BothInTime)];
        Figure[] notified = [new(clocks.NotifiedInTime, noticed), new(clocks.Notified - clocks.NotifiedInTime, [.. whyNotified.Values])];
        return new ReportFigures
        {
            Households = Suppression.Hide(new Figure(year.Households, households)),
            Poor = households[0],
            LowIncome = households[1],
            OtherHouseholds = households[2],
            Persons = Suppression.Hide(new Figure(year.Persons, persons, [disabled, new Figure(year.Persons - year.ChildrenWithDisability)])),
            Children = persons[0],
            UnknownAges = persons[1],
            Adults = persons[2],
            ChildrenWithDisability = disabled,
            Families = Suppression.Hide(new Figure(work.Families, [active, new Figure(work.Families - work.Active)], [started, new Figure(work.Families - work.Begun)])),
            NewFamilies = started,
            ActiveFamilies = active,
            LargeFamilies = large,

            // Closed ones and those begun before stand in no table; whoever subtracts would have them.
            Cases = Suppression.Hide(new Figure(year.Cases, [open, new Figure(year.Cases - year.OpenCases)], [begun, new Figure(year.Cases - year.NewCases)])),
            NewCases = begun,
            OpenCases = open,
            Grants = Suppression.Hide(new Figure(year.Services.Values.Sum(), [.. services.Values])),
            Services = services,
            AllRunning = Suppression.Hide(new Figure(year.Running.Values.Sum(), [.. running.Values])),
            Running = running,
            Decided = Suppression.Hide(new Figure(clocks.Decided, decided)),
            DecidedInTime = decided[0],
            DecidedLate = decided[1],
            WhyDecided = whyDecided,
            Notified = Suppression.Hide(new Figure(clocks.Notified, notified)),
            NotifiedInTime = notified[0],
            BothInTime = noticed[0],
            DecisionLateOnly = noticed[1],
            NotifiedLate = notified[1],
            WhyNotified = whyNotified,
            Load = load,
            Waiting = waiting,
            Consultations = Suppression.Hide(new Figure(report.Consultations.Values.Sum(), [.. consultations.Values])),
            ConsultationThemes = consultations,
        };
    }

    private static SortedDictionary<string, Figure> Each(IReadOnlyDictionary<string, int> counts) =>
        new(counts.ToDictionary(c => c.Key, c => new Figure(c.Value), StringComparer.Ordinal), StringComparer.Ordinal);
}
