using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Signatures.Trust;

namespace SocialWorkflows.Signatures;

/// <summary>A dropped list that was not taken over.</summary>
/// <param name="File">Its name, without folder.</param>
/// <param name="Why">English, with what to do.</param>
public sealed record RefusedList(string File, string Why);

/// <summary>
/// Trust of a running service: certificates given at start, and the trusted lists of a folder. The operator drops lists (.xml) there and pins
/// their signers (certificates in <c>signers/</c>). A list that verifies is copied to <c>last-good/</c>; what is there is in use, so a damaged or
/// missing newer list never takes trust away.
/// </summary>
public sealed class RefreshedTrust : ITrustSource
{
    private readonly string _folder;
    private readonly TrustStore _given;
    private volatile TrustStore _current;

    /// <summary>Starts with the last good lists; nothing dropped is looked at before <see cref="Refresh"/>.</summary>
    public RefreshedTrust(string folder, TrustStore given)
    {
        _folder = folder;
        _given = given;
        _current = given;
        Use(Pinned(), []);
    }

    public TrustStore Current => _current;

    private string LastGood => Path.Combine(_folder, "last-good");

    /// <summary>Looks at the dropped lists and takes over those that verify and are not older than what is in use.</summary>
    public IReadOnlyList<RefusedList> Refresh()
    {
        var refused = new List<RefusedList>();
        var pinned = Pinned(refused);
        foreach (var file in Files(_folder))
        {
            Attempt(file, refused, bytes => TakeOver(bytes, pinned));
        }

        Use(pinned, refused);
        return refused;
    }

    /// <summary>Takes over one list that came by another way than the folder.</summary>
    /// <exception cref="TrustedListException">It does not verify, or is older than the one in use.</exception>
    public void TakeOver(byte[] xml)
    {
        ArgumentNullException.ThrowIfNull(xml);
        var pinned = Pinned();
        TakeOver(xml, pinned);
        Use(pinned, []);
    }

    private void TakeOver(byte[] xml, IReadOnlyList<X509Certificate2> pinned)
    {
        if (!TrustedListReader.LooksLikeList(xml))
        {
            throw new TrustedListException("The file is not a trusted list. Remove it from the folder, or replace it with the list's XML file.");
        }

        if (pinned.Count == 0)
        {
            throw new TrustedListException("No signer is pinned. Put the scheme operator's certificate into the folder \"signers\" beside the list.");
        }

        var list = TrustedListReader.ReadVerified(xml, pinned);
        if (_current.Lists.FirstOrDefault(l => l.IsVerified && l.Territory == list.Territory) is { } used && used.Sequence > list.Sequence)
        {
            throw new TrustedListException($"The list has number {list.Sequence}, older than number {used.Sequence}, which is in use. Remove it from the folder.");
        }

        Directory.CreateDirectory(LastGood);
        var target = Path.Combine(LastGood, $"{SafeName(list.Territory)}.xml");
        File.WriteAllBytes(target + ".new", xml);
        File.Move(target + ".new", target, overwrite: true);
    }

    private void Use(IReadOnlyList<X509Certificate2> pinned, List<RefusedList> refused)
    {
        var lists = new List<TrustedList>();
        foreach (var file in Files(LastGood))
        {
            Attempt(file, refused, bytes => lists.Add(TrustedListReader.ReadVerified(bytes, pinned)));
        }

        _current = lists.Count == 0 ? _given : TrustStore.Combine(_given, TrustStore.FromLists(lists));
    }

    private IReadOnlyList<X509Certificate2> Pinned(List<RefusedList>? refused = null)
    {
        var signers = Path.Combine(_folder, "signers");
        try
        {
            return Directory.Exists(signers) ? TrustFolder.Certificates(signers, problems: null) : [];
        }
        catch (TrustStoreException e)
        {
            refused?.Add(new RefusedList("signers", e.Message));
            return [];
        }
    }

    private static void Attempt(string file, List<RefusedList> refused, Action<byte[]> use)
    {
        try
        {
            use(File.ReadAllBytes(file));
        }
        catch (Exception e) when (e is TrustedListException or IOException or UnauthorizedAccessException)
        {
            refused.Add(new RefusedList(Path.GetFileName(file), e.Message));
        }
    }

    private static string[] Files(string folder) =>
        Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.xml").Order(StringComparer.Ordinal)] : [];

    private static string SafeName(string territory) => string.Concat(territory.Where(c => char.IsAsciiLetterOrDigit(c) || c == '_'));
}
