using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Municipalities;

namespace SocialWorkflows.Functions.Synthetic;

/// <summary>
/// The municipality in which walked cases stand. Municipalities never see each other's cases: whatever counts, lists or tells people does so for one
/// municipality, and so never meets these. It has the rules and letters of the first real one, which is what a walk is to try.
/// </summary>
internal static class SyntheticMunicipality
{
    /// <summary>The mark of a walked case: it stands in the case's key, in its instances and in every row. Persisted.</summary>
    public const string Id = "sintetika";

    public const string Worker = "sintetika-darbinieks";
    public const string Head = "sintetika-vaditajs";

    /// <exception cref="InvalidDataException">A pack has its name, its address reaches people, or the service is not provided.</exception>
    public static Municipality Of(MunicipalityDirectory real, SyntheticOptions options)
    {
        var model = real.Default;
        if (real.Find(Id) is not null)
        {
            throw new InvalidDataException($"There is a municipality pack '{Id}': that name is kept for the synthetic resident. Rename the folder.");
        }

        if (real.ByRecipient([options.Discard]) is { } read)
        {
            throw new InvalidDataException($"{SyntheticOptions.SectionName}:{nameof(options.Discard)} is the public mailbox of {read.Pack.Id}: what is sent there comes in again. Name a mailbox that nobody reads.");
        }

        if (model.Pack.FindService(options.Service) is null)
        {
            throw new InvalidDataException($"{SyntheticOptions.SectionName}:{nameof(options.Service)} '{options.Service}' is no service of {model.Pack.Id}. Name one of its services.json.");
        }

        var pack = model.Pack with { Id = Id, Lists = null, Retention = Kept(options.KeepDays) };
        return model with { Pack = pack, Terms = new CaseTerms(pack, model.Calendar) };
    }

    /// <summary>Nobody can sign in as one of them, and no card reaches them: they have no account.</summary>
    public static IReadOnlyList<StaffMember> Staff() =>
    [
        Member(Worker, "Sintētiskais Darbinieks", Roles.Registrar, Roles.Worker),
        Member(Head, "Sintētiskais Vadītājs", Roles.Head),
    ];

    private static StaffMember Member(string id, string name, params string[] roles) =>
        new() { Id = id, Municipality = Id, Name = name, Position = "Ikdienas pārbaude, nav cilvēks", Roles = roles };

    private static RetentionRules Kept(int days) => new()
    {
        GraceDays = 0,
        Classes = [.. RetentionKinds.All.Select(kind => new RetentionClass { Id = kind, Years = 0, Days = days, Confirmed = true, Source = "Synthetic:KeepDays" })],
        Source = "Synthetic:KeepDays",
    };
}
