using SocialWorkflows.Casework.Assessment;
using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Casework.Packs;

/// <summary>
/// Reads the state's data as strictly as a municipality's: a service, paper or term that somebody takes over from here one day is
/// checked today.
/// </summary>
public static class NationalPackReader
{
    /// <exception cref="PackException">Carries every problem with file and path.</exception>
    public static NationalPack Read(IReadOnlyDictionary<string, string> files)
    {
        var problems = new ProblemList();
        var texts = PackReader.ReadTexts(NationalPack.Id, files, problems);
        var calendar = Own(PackFiles.Calendar, NationalCalendarReader.Read);
        var income = Own(PackFiles.Income, IncomeRulesReader.ReadNational);
        var persons = Own(PackFiles.Persons, PersonRules.Read);
        var acts = Own(PackFiles.Acts, ActNorms.Read);
        var contest = Own(PackFiles.Contest, ContestLaw.Read);
        var submissions = Own(PackFiles.Submissions, SubmissionLaw.Read);
        var easy = Own(PackFiles.EasyLanguage, EasyLanguageRules.Read);
        if (texts is not null && income?.Fee is { } fee)
        {
            FeeRuleChecks.Check(fee, texts.Services, PackFiles.Income, problems);
        }

        problems.ThrowIfAny();
        return new NationalPack
        {
            Calendar = calendar!,
            Income = income!,
            Persons = persons!,
            Submissions = submissions!,
            Acts = acts!,
            Contest = contest!,
            EasyLanguage = easy!,
            Terms = texts!.TermVersions,
            Channels = texts.Channels,
            Services = texts.Services,
            Templates = [.. texts.Templates.Keys],
        };

        T? Own<T>(string name, Func<string, string, T> read)
            where T : class
        {
            if (!files.TryGetValue(name, out var json))
            {
                problems.Add(name, "$", $"the file is missing in the pack \"{NationalPack.Id}\"");
                return null;
            }

            try
            {
                return read(name, json);
            }
            catch (PackException refused)
            {
                problems.AddAll(refused.Problems);
                return null;
            }
        }
    }
}
