namespace SocialWorkflows.Mail.Reading;

/// <summary>Turns a header block and its tree of parts into a <see cref="MailMessage"/>.</summary>
internal static class MessageBuilder
{
    private static readonly string[] Once = ["From", "Sender", "Reply-To", "To", "Cc", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "Content-Type"];

    public static MailMessage Read(ReadOnlyMemory<byte> raw, PartReader reader, string number, int depth)
    {
        var (headers, bodyStart) = Headers(raw, reader, number);
        var root = reader.Build(raw, headers, raw[bodyStart..], number, depth, "text/plain");
        var content = new ContentCollector(reader);
        content.Collect(root);
        return Message(headers, root, content, reader);
    }

    public static MailMessage ReadHeaders(ReadOnlyMemory<byte> start, PartReader reader)
    {
        var (headers, bodyStart) = Headers(start, reader, "0");
        var root = reader.Build(start[..bodyStart], WithoutContent(headers), ReadOnlyMemory<byte>.Empty, "0", depth: 0, "text/plain");
        return Message(headers, root, new ContentCollector(reader), reader);
    }

    /// <summary>The structure of a mail that is not loaded is unknown: no multipart without its parts.</summary>
    private static MailHeaders WithoutContent(MailHeaders headers) =>
        new([.. headers.Fields.Where(f => !f.Name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase))]);

    private static (MailHeaders Headers, int BodyStart) Headers(ReadOnlyMemory<byte> raw, PartReader reader, string number)
    {
        var where = "part " + number;
        var skipped = SkipBlankLines(raw.Span, reader, where);
        var (headers, bodyStart) = HeaderBlockReader.Read(raw[skipped..], reader.Limits, reader.Defects, where);
        return headers.Fields.Count > 0
            ? (headers, skipped + bodyStart)
            : throw new MailFormatException($"{where}, byte {skipped}: no header line, so this is no mail. Keep the file and look at it by hand.");
    }

    public static MailMessage? TryReadNested(ReadOnlyMemory<byte> content, MimePart part, PartReader reader)
    {
        if (part.Depth >= reader.Limits.MaxDepth)
        {
            reader.Defects.Add(MailDefectKind.DepthLimit, "part " + part.Number);
            return null;
        }

        try
        {
            return Read(content, reader.ForAttachedMail(), part.Number == "0" ? "1" : part.Number + ".1", part.Depth + 1);
        }
        catch (MailFormatException)
        {
            reader.Defects.Add(MailDefectKind.AttachedMailUnreadable, "part " + part.Number);
            return null;
        }
    }

    private static MailMessage Message(MailHeaders headers, MimePart root, ContentCollector content, PartReader reader)
    {
        var defects = reader.Defects;
        foreach (var name in Once.Where(n => headers.Named(n).Skip(1).Any()))
        {
            defects.Add(MailDefectKind.RepeatedHeader, "header " + name);
        }

        var from = Addresses("From");
        if (!from.Any(a => a.IsValid))
        {
            defects.Add(MailDefectKind.NoSender, "header From");
        }

        var date = MailDate.Read(headers.FirstRaw("Date"));
        if (date is null)
        {
            defects.Add(MailDefectKind.InvalidDate, "header Date");
        }

        return new MailMessage
        {
            MessageId = MessageIds.Read(headers.FirstRaw("Message-ID")) is [var id, ..] ? id : null,
            Date = date,
            From = from,
            Sender = Addresses("Sender") is [var sender, ..] ? sender : null,
            ReplyTo = Addresses("Reply-To"),
            To = Addresses("To"),
            Cc = Addresses("Cc"),
            Subject = HeaderText.Decode(headers.FirstRaw("Subject") ?? "", defects, "header Subject").Trim(),
            InReplyTo = MessageIds.Read(headers.FirstRaw("In-Reply-To")),
            References = MessageIds.Read(headers.FirstRaw("References")),
            Headers = headers,
            TextBody = content.Text(),
            HtmlBody = content.Html(),
            Attachments = content.Attachments,
            DeliveryStatus = content.DeliveryStatus,
            OutlookClass = content.OutlookClass,
            Protection = Protection(root),
            Root = root,
            Defects = defects.Defects,
        };

        IReadOnlyList<MailAddress> Addresses(string name) =>
            [.. headers.Named(name).SelectMany(h => AddressListReader.Read(h.RawValue, reader.Limits, defects, "header " + name)).Take(reader.Limits.MaxAddresses)];
    }

    private static MailProtection Protection(MimePart root) => root.ContentType switch
    {
        "multipart/signed" when root.Parameters.GetValueOrDefault("protocol")?.Contains("pgp", StringComparison.OrdinalIgnoreCase) == true => MailProtection.PgpSigned,
        "multipart/signed" => MailProtection.SmimeDetached,
        "multipart/encrypted" => MailProtection.PgpEncrypted,
        "application/pkcs7-mime" or "application/x-pkcs7-mime" =>
            root.Parameters.GetValueOrDefault("smime-type")?.ToLowerInvariant() is "enveloped-data" or "authenveloped-data" ? MailProtection.SmimeEncrypted : MailProtection.SmimeOpaque,
        _ => MailProtection.None,
    };

    private static int SkipBlankLines(ReadOnlySpan<byte> span, PartReader reader, string where)
    {
        var position = 0;
        for (var lines = 0; position < span.Length && span[position] is (byte)'\r' or (byte)'\n'; lines++)
        {
            if (lines >= reader.Limits.MaxLeadingBlankLines)
            {
                throw new MailFormatException($"{where}: more than {lines} blank lines before the first header. Keep the file and look at it by hand.");
            }

            reader.Defects.Add(MailDefectKind.MalformedHeader, where);
            position = HeaderBlockReader.EndOfLine(span, position);
        }

        return position;
    }
}
