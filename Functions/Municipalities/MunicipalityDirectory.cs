using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Letters.Templates;

namespace SocialWorkflows.Functions.Municipalities;

/// <summary>A municipality with its terms ready to compute and its templates compiled.</summary>
internal sealed record Municipality(MunicipalityPack Pack, CaseTerms Terms, LetterTemplates Templates);

/// <summary>The municipalities this process serves.</summary>
internal sealed class MunicipalityDirectory(IReadOnlyList<Municipality> all)
{
    public IReadOnlyList<Municipality> All => all;

    /// <exception cref="PackException">A pack is wrong.</exception>
    /// <exception cref="LetterTemplateException">A template does not compile.</exception>
    public static MunicipalityDirectory Load(string root)
    {
        var national = PackFolder.LoadCalendar(root);
        return new MunicipalityDirectory(
        [
            .. PackFolder.Load(root).Select(pack => new Municipality(
                pack,
                new CaseTerms(pack, new WorkingCalendar(pack.Calendar, national)),
                LetterTemplates.Compile(pack.Templates))),
        ]);
    }

    public Municipality Get(string id) => Find(id)
        ?? throw new InvalidOperationException($"There is no municipality pack '{id}'.");

    public Municipality? Find(string id) => all.FirstOrDefault(m => m.Pack.Id == id);

    /// <summary>The municipality whose public mailbox, or a sub-address of it, comes first among the recipients.</summary>
    public Municipality? ByRecipient(IEnumerable<string> addresses) => addresses
        .Select(WithoutSubAddress)
        .Select(address => all.FirstOrDefault(m => string.Equals(m.Pack.Institution.Email, address, StringComparison.OrdinalIgnoreCase)))
        .FirstOrDefault(m => m is not null);

    private static string WithoutSubAddress(string address)
    {
        var at = address.LastIndexOf('@');
        var plus = address.IndexOf('+');
        return plus > 0 && plus < at ? address[..plus] + address[at..] : address;
    }
}
