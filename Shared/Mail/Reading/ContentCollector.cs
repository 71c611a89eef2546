using System.Net;
using System.Text;

namespace SocialWorkflows.Mail.Reading;

/// <summary>Sorts the leaves of the tree into text, HTML and attachments, so that nothing is lost: what is not text is an attachment.</summary>
internal sealed class ContentCollector(PartReader reader)
{
    private readonly List<Section> _sections = [];
    private readonly List<MailAttachment> _attachments = [];
    private Section? _outlook;

    public IReadOnlyList<MailAttachment> Attachments => _attachments;

    public DeliveryStatus? DeliveryStatus { get; private set; }

    public string? OutlookClass { get; private set; }

    public string Text() => string.Join('\n', Sections.Select(Text));

    public string? Html() => Sections.Any(s => s.Html is not null)
        ? string.Join('\n', Sections.Select(s => s.Html ?? "<pre>" + WebUtility.HtmlEncode(s.Text) + "</pre>"))
        : null;

    /// <summary>Outlook repeats the letter in winmail.dat: that one counts only where the mail itself says nothing.</summary>
    private IEnumerable<Section> Sections => _outlook is not null && _sections.TrueForAll(s => string.IsNullOrWhiteSpace(s.Text ?? s.Html)) ? [_outlook] : _sections;

    public void Collect(MimePart part)
    {
        if (!part.IsMultipart)
        {
            if (IsBodyText(part))
            {
                Add(part);
            }
            else
            {
                Attach(part, inRelated: false);
            }
        }
        else if (part.ContentType == "multipart/alternative")
        {
            CollectAlternative(part);
        }
        else if (part.ContentType == "multipart/related")
        {
            CollectRelated(part);
        }
        else
        {
            foreach (var child in part.Children)
            {
                Collect(child);
            }
        }
    }

    private void CollectRelated(MimePart part)
    {
        var start = part.Parameters.GetValueOrDefault("start")?.Trim('<', '>', ' ');
        var root = part.Children.FirstOrDefault(c => start is not null && c.ContentId == start) ?? part.Children[0];
        Collect(root);
        foreach (var child in part.Children.Where(c => c != root))
        {
            if (child.IsMultipart)
            {
                Collect(child);
            }
            else
            {
                Attach(child, inRelated: true);
            }
        }
    }

    /// <summary>One section out of the first text and the first HTML; every other alternative is kept as attachments.</summary>
    private void CollectAlternative(MimePart part)
    {
        string? text = null;
        string? html = null;
        foreach (var child in part.Children)
        {
            var inner = new ContentCollector(reader);
            inner.Collect(child);
            var innerText = inner._sections.Exists(s => s.Text is not null) ? inner.Text() : null;
            var innerHtml = inner.Html();
            if (innerHtml is not null ? html is not null : innerText is not null && text is not null)
            {
                foreach (var leaf in child.Leaves())
                {
                    Attach(leaf, inRelated: false);
                }

                continue;
            }

            html ??= innerHtml;
            text ??= innerText;
            _attachments.AddRange(inner._attachments);
            _outlook ??= inner._outlook;
            OutlookClass ??= inner.OutlookClass;
            DeliveryStatus ??= inner.DeliveryStatus;
        }

        if (text is not null || html is not null)
        {
            _sections.Add(new Section(text, html));
        }
    }

    private static bool IsBodyText(MimePart part) =>
        part.ContentType is "text/plain" or "text/html" && part.Disposition != "attachment" && part.GivenFileName is null;

    private void Add(MimePart part)
    {
        var text = ReadText(part);
        _sections.Add(part.ContentType == "text/html" ? new Section(null, text) : new Section(text, null));
    }

    private string ReadText(MimePart part)
    {
        var where = "part " + part.Number;
        var bytes = TransferDecoder.Decode(part, reader.Defects);
        var text = Charsets.Decode(bytes.Span, part.Parameters.GetValueOrDefault("charset"), out var guessed);
        if (guessed)
        {
            reader.Defects.Add(MailDefectKind.CharsetGuessed, where);
        }

        text = text.ReplaceLineEndings("\n").TrimStart('\uFEFF');
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            reader.Defects.Add(MailDefectKind.NulByte, where);
            text = text.Replace('\0', ' ');
        }

        var flowed = part.Parameters.GetValueOrDefault("format")?.Equals("flowed", StringComparison.OrdinalIgnoreCase) == true;
        return flowed && part.ContentType == "text/plain"
            ? FlowedText.Join(text, part.Parameters.GetValueOrDefault("delsp")?.Equals("yes", StringComparison.OrdinalIgnoreCase) == true)
            : text;
    }

    private void Attach(MimePart part, bool inRelated)
    {
        var content = TransferDecoder.Decode(part, reader.Defects);
        if (part.ContentType == "message/partial")
        {
            reader.Defects.Add(MailDefectKind.PartialMessage, "part " + part.Number);
        }

        if (part.ContentType == "message/delivery-status")
        {
            DeliveryStatus ??= DeliveryStatus.Read(content, reader.Limits, reader.Defects);
        }

        var attachment = new MailAttachment
        {
            FileName = SafeFileName.Clean(part.GivenFileName, part.ContentType, part.Number),
            GivenFileName = part.GivenFileName,
            ContentType = part.ContentType,
            Content = content,
            IsInline = part.Disposition == "inline" || (inRelated && part.Disposition != "attachment"),
            ContentId = part.ContentId,
            PartNumber = part.Number,
            Message = IsMail(part) ? MessageBuilder.TryReadNested(content, part, reader) : null,
        };
        _attachments.Add(attachment);
        if (attachment.IsTnef)
        {
            Unpack(attachment);
        }
    }

    /// <summary>Mail programs that do not know message/rfc822 attach a mail as a file.</summary>
    private static bool IsMail(MimePart part) => part.ContentType is "message/rfc822" or "message/global"
        || (part.ContentType is "application/octet-stream" && part.GivenFileName?.EndsWith(".eml", StringComparison.OrdinalIgnoreCase) == true);

    private void Unpack(MailAttachment winmail)
    {
        var files = new TnefFiles(reader, winmail.PartNumber);
        var content = files.Unpack(winmail.Content);
        _attachments.AddRange(files.Found);
        OutlookClass ??= content is { MessageClass.Length: > 0 } ? content.MessageClass : null;
        if (content is { Text: not null } or { Html: not null })
        {
            _outlook ??= new Section(content.Text, content.Html);
        }
    }

    /// <summary>Some programs put a blank text beside the HTML that the person wrote.</summary>
    private static string Text(Section section) =>
        section.Html is not null && string.IsNullOrWhiteSpace(section.Text) ? HtmlText.Render(section.Html) : section.Text ?? string.Empty;

    private sealed record Section(string? Text, string? Html);
}
