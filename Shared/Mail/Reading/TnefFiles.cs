using SocialWorkflows.Mail.Tnef;

namespace SocialWorkflows.Mail.Reading;

/// <summary>The files of a winmail.dat, and of the Outlook items inside it, as attachments of the mail.</summary>
internal sealed class TnefFiles(PartReader reader, string winmail)
{
    private const int MaxDepth = 5;
    private readonly List<MailAttachment> _found = [];

    public IReadOnlyList<MailAttachment> Found => _found;

    public TnefContent? Unpack(ReadOnlyMemory<byte> content) => Unpack(content, depth: 1);

    private TnefContent? Unpack(ReadOnlyMemory<byte> content, int depth)
    {
        if (TnefReader.TryRead(content) is not { } tnef)
        {
            reader.Defects.Add(MailDefectKind.DamagedTnef, "part " + winmail);
            return null;
        }

        if (tnef.IsDamaged)
        {
            reader.Defects.Add(MailDefectKind.DamagedTnef, "part " + winmail);
        }

        if (tnef.Rtf is { } rtf && tnef.Text is null && tnef.Html is null)
        {
            Add(new TnefFile("vēstule.rtf", "application/rtf", rtf, IsItem: false));
        }

        foreach (var file in tnef.Files)
        {
            if (!reader.TryTake())
            {
                reader.Defects.Add(MailDefectKind.PartLimit, "part " + winmail);
                break;
            }

            Add(file);
            if (file.IsItem && depth < MaxDepth)
            {
                Unpack(file.Content, depth + 1);
            }
            else if (file.IsItem)
            {
                reader.Defects.Add(MailDefectKind.DepthLimit, "part " + winmail);
            }
        }

        return tnef;
    }

    private void Add(TnefFile file)
    {
        var type = file.ContentType?.ToLowerInvariant() ?? (file.IsItem ? "application/ms-tnef" : "application/octet-stream");
        var number = $"{winmail}.t{_found.Count + 1}";
        _found.Add(new MailAttachment
        {
            FileName = SafeFileName.Clean(file.Name, type, number),
            GivenFileName = file.Name,
            ContentType = type,
            Content = file.Content,
            PartNumber = number,
            InsideOf = winmail,
        });
    }
}
