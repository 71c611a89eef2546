using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Functions.Demo.Pki;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Signatures;

namespace SocialWorkflows.Functions.Synthetic;

/// <summary>
/// An authority of its own for signatures of people who do not exist. It is trusted for messages and decisions of
/// <see cref="SyntheticMunicipality"/> and for nothing else. The first instance makes it; every other one, and every restart, finds it among the kept files.
/// </summary>
internal sealed partial class SyntheticKeys([FromKeyedServices(KeptPlaces.Synthetic)] IKeptFiles kept, DataFolder data, TimeProvider time, ILogger<SyntheticKeys> logger)
{
    private const string Stored = "authority.zip";
    private const string Resident = "resident-";

    private DemoPki? _pki;
    private SignatureInspector? _inspector;

    public SignatureInspector Inspector => _inspector ??= new SignatureInspector(TrustStore.FromFolder(Pki.AnchorDirectory), time);

    private DemoPki Pki => _pki ?? throw new InvalidOperationException("The synthetic resident's authority was not opened.");

    private string Folder => Path.Combine(data.Synthetic, "pki");

    /// <summary>At start. An authority that cannot be read is made anew: then the walk under way ends as a late one, and nobody else is concerned.</summary>
    public async Task OpenAsync(CancellationToken cancellation)
    {
        try
        {
            _pki = await LoadAsync(cancellation);
        }
        catch (Exception problem) when (problem is InvalidDataException or CryptographicException)
        {
            LogUnreadable(problem);
            await kept.DeleteAsync(Stored, cancellation);
            SyntheticAuthority.Forget(Folder);
            _pki = await LoadAsync(cancellation);
        }
    }

    /// <summary>The resident of a day signs. Each day another one, so that no walk is taken for a repeat of the one before.</summary>
    public byte[] SignApplication(DateOnly day, IReadOnlyList<DemoFile> files)
    {
        ForgetResidents();
        var code = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"00{day:MMyy}-2{day:dd}00");
        return Sign(Pki.Person($"{Resident}{day:yyyy-MM-dd}", "Sintija", "Sintētiskā", code), files);
    }

    public byte[] SignDecision(string fileName, byte[] letter, string signer)
    {
        var names = signer.Split(' ', 2);
        return Sign(Pki.Person("head", names[0], names[1], "000170-20000"), [new DemoFile(fileName, "application/pdf", letter)]);
    }

    /// <summary>Of two instances that begin at once the one that stored its authority first has made it.</summary>
    private async Task<DemoPki> LoadAsync(CancellationToken cancellation)
    {
        var stored = await kept.FindAsync(Stored, cancellation);
        if (stored is null)
        {
            DemoPki.CreateOrLoad(Folder, time);
            await kept.AddAsync(Stored, SyntheticAuthority.Pack(Folder), cancellation);
            stored = (await kept.FindAsync(Stored, cancellation))!;
        }

        SyntheticAuthority.Unpack(stored, Folder);
        return DemoPki.CreateOrLoad(Folder, time);
    }

    private byte[] Sign(DemoPerson person, IReadOnlyList<DemoFile> files) => new AsiceSigner(Pki).Sign(person, files, time.GetUtcNow() - TimeSpan.FromSeconds(1));

    private void ForgetResidents()
    {
        foreach (var file in SyntheticAuthority.KeysIn(Folder).Where(f => Path.GetFileName(f).StartsWith($"{SyntheticAuthority.Person}{Resident}", StringComparison.Ordinal)))
        {
            File.Delete(file);
        }
    }

    [LoggerMessage(LogLevel.Error, "The synthetic resident's authority cannot be read; another one is made.")]
    private partial void LogUnreadable(Exception problem);
}
