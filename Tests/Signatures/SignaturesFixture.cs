using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Demo.Pki;
using SocialWorkflows.Signatures;
using SocialWorkflows.Tests.Signatures;

[assembly: AssemblyFixture(typeof(SignaturesFixture))]

namespace SocialWorkflows.Tests.Signatures;

/// <summary>One demo PKI for all tests of this room: making RSA keys is slow.</summary>
public sealed class SignaturesFixture : IDisposable
{
    internal static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 30, 0, TimeSpan.Zero);
    private readonly Lazy<DemoPki> _pki;
    private readonly Lazy<TrustStore> _trust;

    public SignaturesFixture()
    {
        _pki = new(() => DemoPki.CreateOrLoad(Folder, Time));
        _trust = new(() => TrustStore.FromFolder(Pki.AnchorDirectory));
    }

    internal string Folder { get; } = Directory.CreateTempSubdirectory("signatures-").FullName;

    internal SimulatedTime Time { get; } = new(Now);

    internal DemoPki Pki => _pki.Value;

    internal TrustStore Trust => _trust.Value;

    internal SignatureInspector Inspector => new(Trust, Time);

    internal AsiceSigner Signer => new(Pki);

    internal DemoPerson Person(DemoKey key = DemoKey.EcdsaP256)
    {
        lock (_pki)
        {
            return Pki.Person("kisele-" + key, "Ģirta", "Ķīsele-Ņikitina", "000190-12345", key);
        }
    }

    internal DemoPerson Seal()
    {
        lock (_pki)
        {
            return Pki.Seal("office", "DEMO Pašvaldības aģentūra", "90000000000");
        }
    }

    internal static DemoFile Application { get; } = new("Iesniegums par aprūpi.txt", "text/plain", "Lūdzu piešķirt aprūpi mājās.\r\n"u8.ToArray());

    internal static DemoFile Annex { get; } = new("izziņa.pdf", "application/pdf", "%PDF-1.7 not really"u8.ToArray());

    internal byte[] Signed(DemoLevel level = DemoLevel.LT, DemoKey key = DemoKey.EcdsaP256) =>
        Signer.Sign(Person(key), [Application, Annex], Now, level);

    internal SignatureReport Inspect(byte[] container, string name = "iesniegums.edoc") => Inspector.Inspect(name, container);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
