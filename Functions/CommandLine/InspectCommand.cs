using SocialWorkflows.Signatures;

namespace SocialWorkflows.Functions.CommandLine;

/// <summary><c>inspect FILE [--trust DIR] [--json]</c>: exit code 0 passed, 1 not passed, 2 unreadable.</summary>
internal static class InspectCommand
{
    private const int Passed = 0;
    private const int NotPassed = 1;
    private const int Unreadable = 2;

    public static int Run(string file, string? trustDirectory, bool json, TextWriter output, TextWriter error, TimeProvider time)
    {
        SignatureReport report;
        TrustStore trust;
        try
        {
            trust = trustDirectory is null ? TrustStore.Empty : TrustStore.FromFolder(trustDirectory);
            report = new SignatureInspector(trust, time).InspectFile(file);
        }
        catch (TrustStoreException e)
        {
            error.WriteLine(e.Message);
            return Unreadable;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            error.WriteLine($"\"{file}\" cannot be read ({e.Message.TrimEnd('.')}). Check the path and the access rights.");
            return Unreadable;
        }

        if (trust.IsEmpty)
        {
            error.WriteLine("No trust anchors were given (--trust DIR), so no signer can be trusted.");
        }

        if (json)
        {
            output.WriteLine(report.ToJson());
        }
        else
        {
            Write(report, output);
        }

        return report.Verdict == ContainerVerdict.TotalPassed ? Passed : NotPassed;
    }

    private static void Write(SignatureReport report, TextWriter output)
    {
        output.WriteLine($"{report.File}: {EtsiWords.Of(report.Verdict)} ({report.Container})");
        foreach (var signature in report.Signatures)
        {
            Write(signature, output);
        }

        foreach (var file in report.Files)
        {
            output.WriteLine($"  file {file.Name}: {(file.Covered ? "signed" : "NOT signed")}{(file.MediaType is null ? "" : $", {file.MediaType}")}");
        }

        foreach (var problem in report.Problems)
        {
            output.WriteLine($"  problem: {problem.Text}");
        }

        foreach (var warning in report.Warnings)
        {
            output.WriteLine($"  warning: {warning}");
        }

        foreach (var inner in report.Inner)
        {
            output.WriteLine($"  inside {inner.File}: {EtsiWords.Of(inner.Verdict)} ({inner.Container}). {inner.ForStaff}");
        }

        output.WriteLine();
        output.WriteLine($"Darbiniekam: {report.ForStaff}");
        output.WriteLine($"Iedzīvotājam: {report.ForResident}");
        output.WriteLine($"Viegli lasāmi: {report.ForResidentEasy}");
    }

    private static void Write(SignatureResult signature, TextWriter output)
    {
        var sub = signature.SubIndication is { } word ? $" / {EtsiWords.Of(word)}" : "";
        output.WriteLine($"  signature: {EtsiWords.Of(signature.Indication)}{sub}, {signature.Format} {signature.Level}, digests and value {EtsiWords.Of(signature.Crypto)}");
        if (signature.Signer is { } signer)
        {
            output.WriteLine($"    signer: {signer.Name}, {signer.PersonalCode ?? signer.RegistrationNumber ?? "no code"}, {EtsiWords.Of(signer.Kind)}, {EtsiWords.Of(signature.Qualification)}");
        }

        output.WriteLine($"    time: claimed {Time(signature.ClaimedTime)}, {(signature.HasTrustedTimeStamp ? "time-stamped" : "no trusted time-stamp, judged at")} {Time(signature.BestTime)}");
        output.WriteLine($"    trust anchor: {signature.TrustAnchor ?? "none"}");
        foreach (var reason in signature.Reasons)
        {
            output.WriteLine($"    reason: {reason.Text}");
        }
    }

    private static string Time(DateTimeOffset? time) => time is { } t ? t.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'") : "unknown";
}
