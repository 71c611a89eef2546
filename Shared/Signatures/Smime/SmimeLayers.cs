using SocialWorkflows.Signatures.Containers;

namespace SocialWorkflows.Signatures.Smime;

/// <summary>Signed and encrypted layers inside signed content: each is named, and none speaks for the other.</summary>
internal static class SmimeLayers
{
    private const string InnerName = "signed content";
    private const int MaxDepth = 8;

    public static (IReadOnlyList<SignatureReport> Inner, IReadOnlyList<Reason> Reasons) Inspect(MimeEntity signed, InnerInspection inner)
    {
        if (IsEncrypted(signed, 0))
        {
            return ([], [Reason.Open(ReasonCode.InnerLayer, SubIndication.SigConstraintsFailure, "The signed content is encrypted, wholly or in part; what the signer saw cannot be shown.")]);
        }

        if (!signed.IsMultipartSigned && !signed.IsPkcs7Mime)
        {
            return ([], []);
        }

        var report = inner.Inspect(InnerName, ByteSource.Of(signed.Bytes));
        return (report is null ? [] : [report], [Reason.Open(ReasonCode.InnerLayer, SubIndication.SigConstraintsFailure, "The signed content carries another signature inside; a person decides whose statement it is.")]);
    }

    private static bool IsEncrypted(MimeEntity entity, int depth)
    {
        if (entity.IsPkcs7Mime)
        {
            return entity.DecodedBody() is { } body && CmsLayer.Read(body) is { Kind: not CmsKind.Signed };
        }

        return depth < MaxDepth
            && entity.ContentType?.MediaType.StartsWith("multipart/", StringComparison.Ordinal) == true
            && (entity.Parts() ?? []).Any(p => MimeEntity.Read(p) is { } part && IsEncrypted(part, depth + 1));
    }
}
