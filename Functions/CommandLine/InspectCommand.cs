using SocialWorkflows.Signatures;

namespace SocialWorkflows.Functions.CommandLine;

/// <summary><c>inspect FILE [--trust DIR] [--json]</c>: exit code 0 passed, 1 not passed, 2 unreadable.</summary>
internal static class InspectCommand
{
    private const int Passed = 0;
    private const int NotPassed = 1;
    private const int Unreadable = 2;
    private const long LongestPipe = 1024L * 1024 * 1024;

    public static int Run(string file, string? trustDirectory, bool json, TextWriter output, TextWriter error, TimeProvider time)
    {
        SignatureReport report;
        try
        {
            var trust = trustDirectory is null ? TrustStore.Empty : TrustStore.FromFolder(trustDirectory);
            foreach (var problem in trust.Problems)
            {
                error.WriteLine($"Left out: {problem}");
            }

            if (trust.IsEmpty)
            {
                error.WriteLine("No trust anchors were given (--trust DIR), so no signer can be trusted.");
            }

            report = Inspect(new SignatureInspector(trust, time), file);
            report = report with { Warnings = [.. report.Warnings, .. trust.Problems.Select(p => $"Left out of the trust folder: {p}")] };
        }
        catch (TrustStoreException e)
        {
            return Fail(file, ReasonCode.TrustUnreadable, e.Message, json, output, error);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return Fail(file, CodeOf(e), $"\"{file}\" cannot be read ({e.Message.TrimEnd('.')}). Check the path and the access rights.", json, output, error);
        }

        return Show(report, json, output, error) ? report.Verdict == ContainerVerdict.TotalPassed ? Passed : NotPassed : Unreadable;
    }

    /// <summary>Bad arguments: who asked for JSON gets JSON, which says that nothing was inspected.</summary>
    public static int Misused(string why, bool json, TextWriter output, TextWriter error) => Fail(string.Empty, ReasonCode.NotRead, why, json, output, error);

    private static ReasonCode CodeOf(Exception problem) => problem switch
    {
        FileNotFoundException or DirectoryNotFoundException => ReasonCode.FileNotFound,
        UnauthorizedAccessException => ReasonCode.AccessDenied,
        _ => ReasonCode.NotRead,
    };

    /// <summary>A pipe has no length and no way back, which a container's directory at the end needs: it goes through a file that is gone afterwards.</summary>
    private static SignatureReport Inspect(SignatureInspector inspector, string file)
    {
        using var input = new FileStream(file, new FileStreamOptions { Access = FileAccess.Read, Share = FileShare.Read, BufferSize = 64 * 1024 });
        if (input.CanSeek)
        {
            return inspector.Inspect(file, input) with { Content = ContainerContent.Empty };
        }

        using var copy = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
            new FileStreamOptions { Access = FileAccess.ReadWrite, Mode = FileMode.CreateNew, Options = FileOptions.DeleteOnClose });
        var buffer = new byte[64 * 1024];
        for (var read = input.Read(buffer); read > 0; read = input.Read(buffer))
        {
            copy.Write(buffer, 0, read);
            if (copy.Length > LongestPipe)
            {
                throw new IOException($"a pipe is read up to {LongestPipe / (1024 * 1024)} MB; give the file itself");
            }
        }

        copy.Position = 0;
        return inspector.Inspect(file, copy) with { Content = ContainerContent.Empty };
    }

    /// <summary>The report is always there: a program that reads it must not find nothing.</summary>
    private static int Fail(string file, ReasonCode code, string why, bool json, TextWriter output, TextWriter error)
    {
        error.WriteLine(why);
        if (json)
        {
            Show(SignatureReport.Unreadable(Path.GetFileName(file), code, why), json, output, error);
        }

        return Unreadable;
    }

    /// <summary>False when the report could not be written out, for example to a full disk: a verdict nobody can read is none.</summary>
    private static bool Show(SignatureReport report, bool json, TextWriter output, TextWriter error)
    {
        try
        {
            if (json)
            {
                output.WriteLine(report.ToJson());
            }
            else
            {
                Write(report, output);
            }

            output.Flush();
            return true;
        }
        catch (IOException e)
        {
            error.WriteLine($"The report cannot be written ({e.Message.TrimEnd('.')}). Check the space on the disk, or where the output goes.");
            return false;
        }
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
