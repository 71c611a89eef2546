using System.Text.Json.Nodes;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Connectors.Graph;

/// <summary>Files that do not fit into the one request that makes a draft: added to it one by one, the large ones in pieces.</summary>
internal sealed class GraphAttachments(GraphClient client)
{
    /// <summary>What the draft's own request takes, before Base64.</summary>
    private const int FitsIntoADraft = 2_000_000;

    /// <summary>Up to here one request takes a file; from here on an upload session does.</summary>
    private const int FitsIntoARequest = 2_900_000;

    /// <summary>A multiple of 320 KiB, below the 4 MB of one request.</summary>
    private const int Piece = 10 * 320 * 1024;

    /// <summary>All files when together they are too large for the draft's own request; else none.</summary>
    public static IReadOnlyList<OutgoingAttachment> TooLarge(OutgoingMail mail) => mail.Attachments.Sum(a => (long)a.Content.Length) > FitsIntoADraft ? mail.Attachments : [];

    public async Task AddAsync(Uri draft, IReadOnlyList<OutgoingAttachment> files, CancellationToken cancellation)
    {
        foreach (var file in files)
        {
            await (file.Content.Length <= FitsIntoARequest ? AddAsync(draft, file, cancellation) : UploadAsync(draft, file, cancellation));
        }
    }

    private Task AddAsync(Uri draft, OutgoingAttachment file, CancellationToken cancellation) => client.JsonAsync(
        HttpMethod.Post,
        new Uri(draft.AbsoluteUri + "/attachments"),
        "adding a file",
        new JsonObject
        {
            ["@odata.type"] = "#microsoft.graph.fileAttachment",
            ["name"] = file.FileName,
            ["contentType"] = file.ContentType,
            ["contentBytes"] = Convert.ToBase64String(file.Content.Span),
        },
        cancellation);

    private async Task UploadAsync(Uri draft, OutgoingAttachment file, CancellationToken cancellation)
    {
        var about = new JsonObject { ["attachmentType"] = "file", ["name"] = file.FileName, ["contentType"] = file.ContentType, ["size"] = file.Content.Length };
        var session = await client.JsonAsync(
            HttpMethod.Post, new Uri(draft.AbsoluteUri + "/attachments/createUploadSession"), "beginning an upload", new JsonObject { ["AttachmentItem"] = about }, cancellation);
        var address = new Uri(session!["uploadUrl"]!.GetValue<string>());
        for (var at = 0; at < file.Content.Length; at += Piece)
        {
            await client.UploadAsync(address, file.Content.Slice(at, Math.Min(Piece, file.Content.Length - at)), at, file.Content.Length, cancellation);
        }
    }
}
