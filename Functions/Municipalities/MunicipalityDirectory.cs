using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Functions.Synthetic;
using SocialWorkflows.Letters.Templates;

namespace SocialWorkflows.Functions.Municipalities;

/// <summary>A municipality with its terms ready to compute and its templates compiled.</summary>
internal sealed record Municipality(MunicipalityPack Pack, CaseTerms Terms, LetterTemplates Templates)
{
    public required WorkingCalendar Calendar { get; init; }

    /// <summary>The municipality with the rules of a case: of the day it came in the first time, and of its former municipality where it has one.</summary>
    public Municipality For(CaseState state)
    {
        if (state.FirstReceivedOn is not { } day)
        {
            return this;
        }

        var pack = Pack.For(state.RuleSet, day);
        return this with { Pack = pack, Terms = new CaseTerms(pack, Calendar) };
    }
}

/// <summary>The municipalities this process serves.</summary>
internal sealed class MunicipalityDirectory(IReadOnlyList<Municipality> all)
{
    public IReadOnlyList<Municipality> All => all;

    /// <summary>Those that people live in: without the one of the synthetic resident.</summary>
    public IEnumerable<Municipality> OfPeople => all.Where(m => m.Pack.Id != SyntheticMunicipality.Id);

    /// <summary>
    /// Who looks at what names no municipality: the first whose public mailbox is real. Sample packs have addresses under
    /// .example (RFC 2606), which nobody reads.
    /// </summary>
    public Municipality Default => all.FirstOrDefault(m => !m.Pack.Institution.Email.EndsWith(".example", StringComparison.OrdinalIgnoreCase)) ?? all[0];

    /// <exception cref="PackException">A pack is wrong.</exception>
    /// <exception cref="LetterTemplateException">A template does not compile.</exception>
    public static MunicipalityDirectory Load(string root) => Load(new PackDirectory(root));

    /// <inheritdoc cref="Load(string)"/>
    public static MunicipalityDirectory Load(IPackSource source)
    {
        var national = PackFolder.LoadCalendar(source);
        IReadOnlyList<Municipality> all = [.. PackFolder.Load(source).Select(pack => Of(pack, new WorkingCalendar(pack.Calendar, national)))];
        PackProblem[] problems = [.. all.SelectMany(m => EasyLanguageCheck.Of(m.Pack, m.Templates))];
        return problems.Length == 0 ? new MunicipalityDirectory(all) : throw new PackException(problems);
    }

    /// <summary>Also serves one more, last: whoever goes by an address or by order finds the others first.</summary>
    public MunicipalityDirectory With(Municipality more) => new([.. all, more]);

    public Municipality Get(string id) => Find(id)
        ?? throw new InvalidOperationException($"There is no municipality pack '{id}'.");

    public Municipality? Find(string id) => all.FirstOrDefault(m => m.Pack.Id == id);

    /// <summary>The municipality whose public mailbox, or a sub-address of it, comes first among the recipients.</summary>
    public Municipality? ByRecipient(IEnumerable<string> addresses) => AllByRecipient(addresses) is [var first, ..] ? first : null;

    /// <summary>The municipalities whose public mailbox, or a sub-address of it, is among the recipients, in their order and each once.</summary>
    public IReadOnlyList<Municipality> AllByRecipient(IEnumerable<string> addresses) =>
    [
        .. addresses
            .Select(WithoutSubAddress)
            .Select(address => all.FirstOrDefault(m => string.Equals(m.Pack.Institution.Email, address, StringComparison.OrdinalIgnoreCase)))
            .OfType<Municipality>()
            .DistinctBy(m => m.Pack.Id, StringComparer.Ordinal),
    ];

    private static Municipality Of(MunicipalityPack pack, WorkingCalendar calendar) =>
        new(pack, new CaseTerms(pack, calendar), LetterTemplates.Compile(pack.Templates)) { Calendar = calendar };

    private static string WithoutSubAddress(string address)
    {
        var at = address.LastIndexOf('@');
        var plus = address.IndexOf('+');
        return plus > 0 && plus < at ? address[..plus] + address[at..] : address;
    }
}
