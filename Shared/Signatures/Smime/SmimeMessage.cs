namespace SocialWorkflows.Signatures.Smime;

/// <summary>A message taken apart: what is signed, by which CMS, and what encloses it.</summary>
/// <param name="Headers">The headers around the signature; they are not signed. Null of a bare CMS file.</param>
/// <param name="Layer">The CMS object.</param>
/// <param name="Signed">The exact signed bytes; null when nothing is signed.</param>
/// <param name="Detached">The content stands beside the CMS (multipart/signed), not in it.</param>
internal sealed record SmimeMessage(MimeEntity? Headers, CmsLayer Layer, ReadOnlyMemory<byte>? Signed, bool Detached)
{
    /// <exception cref="SmimeFormatException">Not an S/MIME message that every reader understands alike.</exception>
    public static SmimeMessage Read(ReadOnlyMemory<byte> content, bool isMessage)
    {
        if (!isMessage)
        {
            var bare = CmsLayer.Read(content.Span) ?? throw new SmimeFormatException("The CMS object cannot be read.");
            return new SmimeMessage(null, bare, bare.Content, Detached: false);
        }

        var message = MimeEntity.Read(content) ?? throw new SmimeFormatException("The message's header cannot be read.");
        if (message.IsAmbiguouslySigned)
        {
            throw new SmimeFormatException("The message states more than one Content-Type, so that it is unclear what is signed.");
        }

        return message.IsMultipartSigned ? ReadDetached(message) : ReadOpaque(message);
    }

    private static SmimeMessage ReadOpaque(MimeEntity message)
    {
        var layer = message.DecodedBody() is { } body ? CmsLayer.Read(body) : null;
        return layer is null
            ? throw new SmimeFormatException("The message's CMS object cannot be read.")
            : new SmimeMessage(message, layer, layer.Content, Detached: false);
    }

    private static SmimeMessage ReadDetached(MimeEntity message)
    {
        if (message.Parts() is not [var signed, var signature] || MimeEntity.Read(signature) is not { IsPkcs7Signature: true } part)
        {
            throw new SmimeFormatException("The message does not consist of exactly one signed part and its signature (RFC 1847).");
        }

        var layer = part.DecodedBody() is { } body ? CmsLayer.Read(body) : null;
        return layer is { Kind: CmsKind.Signed }
            ? new SmimeMessage(message, layer, signed, Detached: true)
            : throw new SmimeFormatException("The message's signature part cannot be read.");
    }
}

/// <summary>The message breaks RFC 1847 or RFC 8551 so that it is not known what is signed.</summary>
internal sealed class SmimeFormatException(string message) : Exception(message);
