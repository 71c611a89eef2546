using SocialWorkflows.Signatures.Certificates;
using SocialWorkflows.Signatures.Pdf.Objects;
using SocialWorkflows.Signatures.Time;

namespace SocialWorkflows.Signatures.Pdf;

/// <summary>Judges a PDF: every signature on its own revision, document time-stamps, and whether anything hangs outside of them.</summary>
internal sealed class PadesValidator(TrustStore trust, TimeProvider time, InspectionLimits limits)
{
    private const string MediaType = "application/pdf";

    public SignatureReport Validate(string fileName, ReadOnlyMemory<byte> content)
    {
        var mentionsSignature = content.Span.IndexOf("/ByteRange"u8) >= 0;
        try
        {
            var file = new PdfFile(content);
            return Validate(fileName, file, file.RevisionAt(content.Length), mentionsSignature, []);
        }
        catch (PdfFormatException e) when (!mentionsSignature)
        {
            return Report(fileName, ContainerVerdict.NotSigned) with { Warnings = ["The PDF carries no electronic signature.", e.Message] };
        }
        catch (PdfFormatException e)
        {
            return ValidateDamaged(fileName, content, Reason.Failed(ReasonCode.DamagedContainer, SubIndication.FormatFailure, e.Message));
        }
    }

    /// <summary>Tells what is left of the signatures; whatever they are worth, the file is refused.</summary>
    private SignatureReport ValidateDamaged(string fileName, ReadOnlyMemory<byte> content, Reason damage)
    {
        try
        {
            var file = new PdfFile(content);
            return Validate(fileName, file, file.Recovered(), mentionsSignature: true, [damage]) with { Content = ContainerContent.Empty };
        }
        catch (PdfFormatException)
        {
            return Report(fileName, ContainerVerdict.Rejected) with { Problems = [damage] };
        }
    }

    private SignatureReport Validate(string fileName, PdfFile file, PdfRevision last, bool mentionsSignature, List<Reason> problems)
    {
        if (last.Trailer["Encrypt"] is not PdfNull)
        {
            return Report(fileName, ContainerVerdict.Unsupported) with { Warnings = ["The PDF is encrypted; it cannot be read and its signatures were not validated."] };
        }

        var fields = FormFields.Read(last);
        var signatures = PdfSignature.ReadAll(last, file, fields);
        if (signatures.Count > limits.Signatures)
        {
            throw new PdfFormatException($"The PDF holds more than {limits.Signatures} signatures.");
        }

        if (signatures.Count == 0)
        {
            return Unsigned(fileName, mentionsSignature ? problems.Count > 0 ? StraySignature.Person : StraySignatures.Find(file, last) : StraySignature.None, fields);
        }

        problems.AddRange(FileProblems(file.Bytes.Span, signatures));
        var store = SecurityStore.Read(last);
        var check = new TimeStampCheck(new CertificatePaths(trust), store.Evidence);
        var stamps = signatures.Where(s => s.IsTimeStamp).Select(s => DocumentTimeStamp.Check(s, check, store.Certificates)).ToList();
        problems.AddRange(stamps.Select(s => s.Reason).OfType<Reason>().Where(r => r.Effect == Indication.TotalFailed));
        if (stamps.Count == signatures.Count)
        {
            return Report(fileName, ContainerVerdict.NotSigned) with { Warnings = ["The PDF carries a time-stamp but nobody signed it."] };
        }

        var warnings = stamps.Select(s => s.Reason).OfType<Reason>().Where(r => r.Effect != Indication.TotalFailed).Select(r => r.Text).ToList();
        var one = new PadesSignatureCheck(file, last, store, stamps, trust, time);
        var results = signatures.Where(s => !s.IsTimeStamp).Select(s => one.Check(s, fileName, warnings)).ToList();
        var covered = problems.Count == 0 && results.Exists(r => r.CoveredFiles.Count > 0);
        return Report(fileName, Worst(results, problems)) with
        {
            Signatures = results,
            Problems = problems,
            Files = [new InspectedFile(fileName, covered, MediaType)],
            Warnings = [.. warnings.Distinct(StringComparer.Ordinal)],
            Content = covered ? ContainerContent.Of([new DataFile(fileName, MediaType, file.Bytes)]) : ContainerContent.Empty,
        };
    }

    private static List<Reason> FileProblems(ReadOnlySpan<byte> file, List<PdfSignature> signatures)
    {
        var problems = new List<Reason>();
        if (signatures.DistinctBy(s => s.Contents?.Start ?? -1).Count() != signatures.Count)
        {
            problems.Add(Malformed("Two signature fields claim the same signature."));
        }

        if (!file.StartsWith("%PDF-"u8))
        {
            problems.Add(Malformed("Something stands before the beginning of the PDF."));
        }

        if (!PdfEnding.IsComplete(file))
        {
            problems.Add(Reason.Failed(ReasonCode.UncoveredBytes, SubIndication.FormatFailure, "Something stands after the end of the PDF."));
        }

        return problems;
    }

    private static SignatureReport Unsigned(string fileName, StraySignature stray, List<FormField> fields)
    {
        if (stray == StraySignature.Person)
        {
            return Report(fileName, ContainerVerdict.TotalFailed) with
            {
                Problems = [Malformed("The PDF holds the data of a signature that no signature field leads to.")],
                Files = [new InspectedFile(fileName, false, MediaType)],
            };
        }

        return Report(fileName, ContainerVerdict.NotSigned) with
        {
            Warnings =
            [
                fields.Exists(f => f.IsSignature) ? "The PDF has a field for a signature, but it is empty." : "The PDF carries no electronic signature.",
                .. stray == StraySignature.UsageRights ? ["The PDF carries usage rights that its maker gave to readers of the form; nobody signed it with them."] : Array.Empty<string>(),
            ],
        };
    }

    private static SignatureReport Report(string fileName, ContainerVerdict verdict) => new() { File = fileName, Container = "PDF", Verdict = verdict };

    private static Reason Malformed(string text) => Reason.Failed(ReasonCode.MalformedSignature, SubIndication.FormatFailure, text);

    private static ContainerVerdict Worst(List<SignatureResult> signatures, List<Reason> problems) =>
        signatures.Select(s => s.Indication).Concat(problems.Select(p => p.Effect)).Max() switch
        {
            Indication.TotalPassed => ContainerVerdict.TotalPassed,
            Indication.Indeterminate => ContainerVerdict.Indeterminate,
            _ => ContainerVerdict.TotalFailed,
        };
}
