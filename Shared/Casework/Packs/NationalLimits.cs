namespace SocialWorkflows.Casework.Packs;

/// <summary>A municipality's own terms and channels may favour the person; they may not shorten a right or lengthen our legal limit.</summary>
internal static class NationalLimits
{
    public static IEnumerable<PackProblem> OfTerms(IReadOnlyList<TermRules> national, IReadOnlyList<TermRules> own) =>
        own.SelectMany((terms, i) => national.Where((_, n) => Meet(national, n, terms)).SelectMany(state => OfTerms(state, terms, $"$[{i}]")));

    public static IEnumerable<PackProblem> OfChannels(IReadOnlyList<NoticeChannelRule> national, IReadOnlyList<NoticeChannelRule> own)
    {
        foreach (var state in national)
        {
            var index = own.TakeWhile(c => c.Id != state.Id).Count();
            if (index == own.Count)
            {
                yield return new PackProblem(
                    PackFiles.Channels, "$", $"\"{state.Id}\" is missing: a person may ask for every lawful channel of {NationalPack.Id}/{PackFiles.Channels}");
            }
            else if (!IsNeverEarlier(own[index], state))
            {
                yield return new PackProblem(
                    PackFiles.Channels,
                    $"$[{index}].notifiedDays",
                    $"{own[index].NotifiedDays} ({own[index].NotifiedUnit}) can count \"{state.Id}\" as notified earlier than the law does: {state.NotifiedDays} ({state.NotifiedUnit}), "
                    + "which would shorten the time to contest");
            }

            foreach (var rung in index == own.Count ? [] : own[index].Ladder.Where(r => r.Stands && !state.Ladder.Any(s => s.Stands && s.Cause == r.Cause)))
            {
                yield return new PackProblem(
                    PackFiles.Channels, $"$[{index}].ladder", $"\"{rung.Cause}\" stands as notified here and not by the law of {NationalPack.Id}: that would shorten the time to contest");
            }
        }
    }

    /// <summary>The first version of the state stands for the days before it, too.</summary>
    private static bool Meet(IReadOnlyList<TermRules> national, int version, TermRules own) =>
        (version == 0 || national[version].ValidFrom <= (own.ValidTo ?? DateOnly.MaxValue)) && own.ValidFrom <= (national[version].ValidTo ?? DateOnly.MaxValue);

    private static IEnumerable<PackProblem> OfTerms(TermRules state, TermRules own, string path)
    {
        if (own.OuterLimit.Months > state.OuterLimit.Months)
        {
            yield return Term("outerLimit", $"{own.OuterLimit.Months} is more than the law allows us: at most {state.OuterLimit.Months}");
        }

        if (own.Contest.Months < state.Contest.Months)
        {
            yield return Term("contest", $"{own.Contest.Months} is less than the law gives the person: at least {state.Contest.Months}");
        }

        if (own.Extension is { } extension && extension.Months > (state.Extension?.Months ?? 0))
        {
            yield return Term(
                "extension", $"{extension.Months} is more than the law allows us: {(state.Extension is { } most ? $"at most {most.Months}" : "it knows no extension, leave it out")}");
        }

        PackProblem Term(string name, string reason) => new(PackFiles.Terms, $"{path}.{name}.months", $"{reason} ({NationalPack.Id}/{PackFiles.Terms})");
    }

    /// <summary>
    /// On every day of every calendar. As many working days are never fewer calendar days; calendar days can always fall before
    /// working days, since holidays stretch these.
    /// </summary>
    private static bool IsNeverEarlier(NoticeChannelRule own, NoticeChannelRule state) =>
        state.NotifiedUnit == NotifiedUnits.AtOnce
        || (own.NotifiedUnit != NotifiedUnits.AtOnce
            && own.NotifiedDays >= state.NotifiedDays
            && (own.NotifiedUnit == NotifiedUnits.WorkingDay || state.NotifiedUnit == NotifiedUnits.CalendarDay));
}
