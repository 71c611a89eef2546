using SocialWorkflows.Casework.Assessment;
using SocialWorkflows.Casework.Completeness;

namespace SocialWorkflows.Casework.Packs;

/// <summary>
/// Reads the files of one municipality into its pack. Pure: the caller brings the texts, keyed by path inside the folder
/// with forward slashes. Files of other purposes in the folder are left alone; a misspelt pack file shows as a missing one.
/// </summary>
public static class PackReader
{
    private const string TemplateFolder = "templates/";
    private const string TemplateExtension = ".hbs";

    /// <exception cref="PackException">Something is missing, unknown or contradictory; carries every problem with file and path.</exception>
    public static MunicipalityPack Read(string municipalityId, IReadOnlyDictionary<string, string> files)
    {
        var problems = new ProblemList();
        var institution = Required<InstitutionFile>(PackFiles.Institution);
        var calendar = Required<CalendarRules>(PackFiles.Calendar);
        var terms = Required<List<TermRules>>(PackFiles.Terms);
        var decision = Required<DecisionRules>(PackFiles.Decision);
        var channels = Required<List<NoticeChannelRule>>(PackFiles.Channels);
        var services = Required<List<Service>>(PackFiles.Services);
        var documents = Required<List<DocumentKind>>(PackFiles.Documents);
        var facilities = Required<List<Facility>>(PackFiles.Facilities);
        var regulations = Required<List<Regulation>>(PackFiles.Regulations);
        var words = Required<RecognitionWords>(PackFiles.Words);
        var benefits = Optional<BenefitList>(PackFiles.Benefits);
        var statuses = Optional<List<Service>>(PackFiles.Statuses);
        var information = Optional<List<InformationItem>>(PackFiles.Information);
        var transition = Optional<Transition>(PackFiles.Transition);
        var doors = Optional<Doors>(PackFiles.Doors);
        var form = Optional<FormRules>(PackFiles.Form);
        var documentRules = Optional<DocumentRules>(PackFiles.Completeness);
        var lists = Optional<ListRules>(PackFiles.Lists);
        var retention = Optional<RetentionRules>(PackFiles.Retention);
        var residentMail = Optional<ResidentMail>(PackFiles.Resident);
        var localIncome = files.TryGetValue(PackFiles.Income, out var income) ? IncomeRulesReader.ReadLocal(PackFiles.Income, income, problems) : [];
        problems.Check(terms is not { Count: 0 }, PackFiles.Terms, "$", "has no terms: give at least one version");
        problems.ThrowIfAny();

        var pack = new MunicipalityPack
        {
            Id = municipalityId,
            Institution = institution!.Institution,
            NumberPrefix = institution.NumberPrefix,
            Calendar = calendar!,
            Terms = terms![^1],
            TermVersions = terms,
            Decision = decision!,
            Channels = channels!,
            Services = services!,
            Documents = documents!,
            Facilities = facilities!,
            Regulations = regulations!,
            Benefits = benefits ?? BenefitList.None,
            Statuses = statuses ?? [],
            Information = information ?? [],
            Transition = transition,
            Form = form,
            Doors = doors ?? Doors.None,
            ResidentMail = residentMail,
            Lists = lists,
            Retention = retention,
            Words = words!,
            DocumentRules = documentRules ?? DocumentRules.None,
            Income = IncomeRules.None with { Local = localIncome },
            Templates = ReadTemplates(files),
        };
        PackValidator.Validate(pack, problems);
        problems.ThrowIfAny();
        return pack;

        T? Required<T>(string name)
            where T : class => PackReader.Required<T>(municipalityId, files, name, problems);

        T? Optional<T>(string name)
            where T : class => PackReader.Optional<T>(files, name, problems);
    }

    /// <summary>
    /// The part of a pack that others take over: services, papers, terms, channels, doors, the form, words and information, checked by themselves.
    /// Null when <paramref name="problems"/> tells why not.
    /// </summary>
    internal static MunicipalityPack? ReadTexts(string id, IReadOnlyDictionary<string, string> files, ProblemList problems)
    {
        var before = problems.Count;
        var terms = Required<List<TermRules>>(id, files, PackFiles.Terms, problems);
        var channels = Required<List<NoticeChannelRule>>(id, files, PackFiles.Channels, problems);
        var services = Required<List<Service>>(id, files, PackFiles.Services, problems);
        var documents = Required<List<DocumentKind>>(id, files, PackFiles.Documents, problems);
        var words = Required<RecognitionWords>(id, files, PackFiles.Words, problems);
        var information = Optional<List<InformationItem>>(files, PackFiles.Information, problems);
        var doors = Optional<Doors>(files, PackFiles.Doors, problems);
        var form = Optional<FormRules>(files, PackFiles.Form, problems);
        var documentRules = Optional<DocumentRules>(files, PackFiles.Completeness, problems);
        problems.Check(terms is not { Count: 0 }, PackFiles.Terms, "$", "has no terms: give at least one version");
        if (problems.Count > before)
        {
            return null;
        }

        var texts = new MunicipalityPack
        {
            Id = id,
            Institution = Nobody,
            NumberPrefix = string.Empty,
            Calendar = new CalendarRules { FollowsMovedDays = [], TimeZone = string.Empty, Source = string.Empty },
            Terms = terms![^1],
            TermVersions = terms,
            Decision = new DecisionRules { TwoPersons = true, ContestBodyLocative = string.Empty, ContestBodyAddress = string.Empty, ContestHandedInLocative = string.Empty, Source = string.Empty },
            Channels = channels!,
            Services = services!,
            Documents = documents!,
            Facilities = [],
            Regulations = [],
            Information = information ?? [],
            Doors = doors ?? Doors.None,
            Form = form,
            Words = words!,
            DocumentRules = documentRules ?? DocumentRules.None,
            Templates = ReadTemplates(files),
        };
        PackValidator.ValidateTexts(texts, problems);
        return problems.Count == before ? texts : null;
    }

    /// <summary>Texts that others take over belong to no institution.</summary>
    private static Institution Nobody => new()
    {
        Name = string.Empty,
        NameLocative = string.Empty,
        Address = string.Empty,
        Phone = string.Empty,
        Email = string.Empty,
        PlaceLocative = string.Empty,
        Website = string.Empty,
    };

    private static T? Required<T>(string id, IReadOnlyDictionary<string, string> files, string name, ProblemList problems)
        where T : class
    {
        problems.Check(files.ContainsKey(name), name, "$", $"the file is missing in the pack \"{id}\"");
        return Optional<T>(files, name, problems);
    }

    private static T? Optional<T>(IReadOnlyDictionary<string, string> files, string name, ProblemList problems)
        where T : class => files.TryGetValue(name, out var json) ? StrictJson.Read<T>(name, json, problems) : null;

    /// <summary>Terms, channels and services of files that are no whole pack.</summary>
    /// <exception cref="PackException">One of the three is missing or wrong.</exception>
    public static (IReadOnlyList<TermRules> Terms, IReadOnlyList<NoticeChannelRule> Channels, IReadOnlyList<Service> Services) ReadRules(IReadOnlyDictionary<string, string> files)
    {
        var problems = new ProblemList();
        var terms = Read<TermRules>(PackFiles.Terms);
        var channels = Read<NoticeChannelRule>(PackFiles.Channels);
        var services = Read<Service>(PackFiles.Services);
        problems.ThrowIfAny();
        TermChecks.Check(terms!, problems);
        ChannelChecks.Check(channels!, problems);
        problems.ThrowIfAny();
        return (terms!, channels!, services!);

        List<T>? Read<T>(string name)
        {
            problems.Check(files.ContainsKey(name), name, "$", "the file is missing");
            return files.TryGetValue(name, out var json) ? StrictJson.Read<List<T>>(name, json, problems) : null;
        }
    }

    private static Dictionary<string, string> ReadTemplates(IReadOnlyDictionary<string, string> files) =>
        files.Where(f => f.Key.StartsWith(TemplateFolder, StringComparison.Ordinal) && f.Key.EndsWith(TemplateExtension, StringComparison.Ordinal))
            .ToDictionary(f => f.Key[TemplateFolder.Length..^TemplateExtension.Length], f => f.Value, StringComparer.Ordinal);

    private sealed record InstitutionFile
    {
        public required string NumberPrefix { get; init; }

        /// <summary>The pack whose templates stand where this one has none of its own.</summary>
        public string? TemplatesFrom { get; init; }

        public required Institution Institution { get; init; }
    }
}
