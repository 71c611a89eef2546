using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.Recognition;
using SocialWorkflows.Functions.Synthetic;
using SocialWorkflows.Mail;
using SocialWorkflows.Mail.Files;
using SocialWorkflows.Signatures;

namespace SocialWorkflows.Functions.Intake;

/// <summary>An attachment with the inspector's report, and the files that were inside it when it is a container.</summary>
internal sealed record InspectedAttachment(MailAttachment Attachment, SignatureReport Report, IReadOnlyList<DataFile> Inside)
{
    public bool IsSigned => Report.Signatures.Count > 0;

    /// <summary>Signed, or something is there that only a person can judge: a signature that does not read, a kind we do not check, or a signed file inside.</summary>
    public bool MayBeSigned => IsSigned || Report.Verdict is ContainerVerdict.Rejected or ContainerVerdict.Unsupported || Report.Inner.Count > 0;
}

/// <summary>Opens what a message brought, for the scanner and for the file list of a case.</summary>
internal sealed class MessageFiles(SignatureInspectors inspectors, IDocumentStore documents, IFileScanner scanner)
{
    /// <param name="municipality">Whose message it is.</param>
    /// <param name="mail">As it came.</param>
    public IReadOnlyList<InspectedAttachment> Inspect(string municipality, MailMessage mail) => [.. LongText.FilesOf(mail).Select(file => Inspect(inspectors.Of(municipality), file))];

    /// <summary>Everything staff could open, container and contents alike.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> AllContents(IEnumerable<InspectedAttachment> attachments) =>
        attachments.SelectMany(a => a.Inside.Select(f => f.Bytes).Prepend(a.Attachment.Content));

    /// <summary>Stores the files and lists them for the journal; only called after the scanner called all of them clean.</summary>
    public async Task<IReadOnlyList<CaseFile>> StoreAsync(MunicipalityPack pack, IEnumerable<InspectedAttachment> attachments, CancellationToken cancellation)
    {
        List<CaseFile> files = [];
        var budget = new LookBudget();
        foreach (var inspected in attachments)
        {
            var outer = With(
                await StoreAsync(pack, inspected.Attachment.FileName, inspected.Attachment.ContentType, inspected.Attachment.Content, cancellation),
                Look(inspected.Attachment, budget));
            files.Add(inspected.IsSigned
                ? outer with { Signature = EtsiWords.Of(inspected.Report.Verdict), SignatureForStaff = inspected.Report.ForStaff, SuggestedDocument = null, Remarks = RemarksOf(inspected, outer.Remarks) }
                : Judged(outer, inspected.Attachment.Content));
            foreach (var inner in inspected.Inside)
            {
                var stored = await StoreAsync(pack, inner.Name, inner.MediaType ?? "application/octet-stream", inner.Bytes, cancellation) with { InsideOf = outer.FileId };
                files.Add(Judged(With(stored, FileInspector.Inspect(inner.Name, inner.Bytes, budget)), inner.Bytes));
            }
        }

        return files;
    }

    private async Task<CaseFile> StoreAsync(MunicipalityPack pack, string name, string mediaType, ReadOnlyMemory<byte> content, CancellationToken cancellation) => new()
    {
        FileId = await documents.PutAsync(content, cancellation),
        Name = name,
        MediaType = mediaType,
        Size = content.Length,
        Scanner = scanner.Name,
        SuggestedDocument = DocumentRecognition.Suggest(pack, name),
    };

    /// <summary>An attached mail is shown by us, never opened by a program of its own; its files are looked at one by one.</summary>
    /// <param name="attachment">Judged by both its names: the one given and the one it is handed out under.</param>
    /// <param name="budget">Of the message.</param>
    public static FileFinding Look(MailAttachment attachment, LookBudget budget)
    {
        if (attachment.Message is not null)
        {
            return new FileFinding(FileKind.Mail, []);
        }

        var found = FileInspector.Inspect(attachment.GivenFileName ?? attachment.FileName, attachment.Content, budget);
        return FileInspector.DangerOfName(attachment.FileName) is { } danger && !found.Remarks.Contains(danger)
            ? found with { Remarks = [.. found.Remarks.Append(danger).Order()] }
            : found;
    }

    private static IReadOnlyList<string>? RemarksOf(InspectedAttachment signed, IReadOnlyList<string>? found) =>
        HouseholdSignatures.AreMissing(signed) ? [.. found ?? [], FileWords.OthersUnsigned] : found;

    /// <summary>A blank form is kept as it came; it is not the document it looks like.</summary>
    private static CaseFile Judged(CaseFile file, ReadOnlyMemory<byte> content) => ApplicationText.IsBlankForm(content)
        ? file with { Remarks = [.. file.Remarks ?? [], FileWords.NotFilled], SuggestedDocument = null }
        : file;

    private static CaseFile With(CaseFile file, FileFinding finding) => file with
    {
        Remarks = finding.Remarks.Count == 0 ? null : [.. finding.Remarks.Select(FileWords.Of)],
        Blocked = finding.IsBlocked,
    };

    private static InspectedAttachment Inspect(SignatureInspector inspector, MailAttachment attachment)
    {
        var report = inspector.Inspect(attachment.FileName, attachment.Content);
        try
        {
            return new InspectedAttachment(attachment, report, report.Content.ReadDataFiles());
        }
        catch (InvalidDataException)
        {
            return new InspectedAttachment(attachment, report, []);
        }
    }
}
