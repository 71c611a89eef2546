using System.Diagnostics;
using SocialWorkflows.Functions.Demo.Pki;
using SocialWorkflows.Signatures;

namespace SocialWorkflows.Benchmarks.Signatures;

/// <summary>Our own figures for containers signed with one kind of key.</summary>
/// <param name="Name">Of the key, as it stands in the figures' names.</param>
/// <param name="Path">The file that was inspected again and again.</param>
/// <param name="Again">Milliseconds when signer and services are known already.</param>
/// <param name="FirstSight">Milliseconds when the signer was never seen before: the certificate is read and its issuer's signature verified.</param>
internal sealed record MeasuredKind(string Name, string Path, double Again, double FirstSight);

/// <summary>A kind of key to be measured.</summary>
/// <param name="Name">As it stands in the figures' names.</param>
/// <param name="Key">For the signer; the authorities of the demo PKI have ECDSA P-384, time-stamps and OCSP P-256.</param>
/// <param name="Strangers">Signers made for the first-sight figure; long RSA keys are slow to make.</param>
internal sealed record SignedKind(string Name, DemoKey Key, int Strangers)
{
    public static IReadOnlyList<SignedKind> All { get; } =
    [
        new("ecdsa-p256", DemoKey.EcdsaP256, 25),
        new("ecdsa-p384", DemoKey.EcdsaP384, 25),
        new("rsa-2048", DemoKey.Rsa2048, 15),
        new("rsa-4096", DemoKey.Rsa4096, 5),
    ];

    public MeasuredKind Measure(DemoPki pki, SignatureInspector inspector, string folder, int calls)
    {
        var path = System.IO.Path.Combine(folder, Name + ".edoc");
        File.WriteAllBytes(path, SignatureSuite.Sign(pki, Name, Key));
        var bytes = File.ReadAllBytes(path);
        for (var i = 0; i < calls; i++)
        {
            Inspect(inspector, bytes);
        }

        var again = Median.Milliseconds(() => Inspect(inspector, bytes), calls);
        var strangers = Enumerable.Range(0, Strangers).Select(i => SignatureSuite.Sign(pki, $"{Name}-{i}", Key)).ToList();
        var firstSight = Median.Of(strangers.Select(stranger =>
        {
            var start = Stopwatch.GetTimestamp();
            Inspect(inspector, stranger);
            return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }));
        return new MeasuredKind(Name, path, again, firstSight);
    }

    private static void Inspect(SignatureInspector inspector, byte[] bytes)
    {
        if (inspector.Inspect("benchmark.edoc", bytes).Verdict != ContainerVerdict.TotalPassed)
        {
            throw new InvalidOperationException("The benchmark's own container does not pass.");
        }
    }
}
