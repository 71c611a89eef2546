using System.Globalization;
using System.ServiceModel.Channels;
using System.Xml;

namespace SocialWorkflows.Connectors.EAddress.Div;

/// <summary>The body of a request: an element of small values, and files as MTOM parts.</summary>
internal sealed class DivBody : BodyWriter
{
    private readonly XmlElement _root;
    private readonly IReadOnlyList<DivFile> _files;
    private byte[]? _contents;

    private DivBody(XmlElement root, IReadOnlyList<DivFile> files)
        : base(isBuffered: true)
    {
        _root = root;
        _files = files;
    }

    /// <param name="operation">Its input element is named after it.</param>
    /// <param name="fill">Adds what belongs into the input.</param>
    /// <param name="files">Sent beside it as AttachmentsInput.</param>
    public static DivBody Of(string operation, Action<XmlElement> fill, IReadOnlyList<DivFile>? files = null)
    {
        var root = new XmlDocument { PreserveWhitespace = true, XmlResolver = null }.Add(DivNames.Service, operation + "Input");
        fill(root);
        return new DivBody(root, files ?? []);
    }

    /// <summary>One section of a large file, to be sent or, without contents, to be fetched.</summary>
    public static DivBody Section(string messageId, string contentId, int index, byte[]? contents, string operation = "SendAttachmentSection")
    {
        var body = Of(operation, input =>
        {
            input.Add(DivNames.Service, "MessageId", messageId);
            input.Add(DivNames.Service, "ContentId", contentId);
            AddNumber(input, "SectionIndex", index);
        });
        return new DivBody(body._root, []) { _contents = contents };
    }

    /// <summary>A list of values in the serializer's own namespace, as the service declares its lists.</summary>
    public static void AddList(XmlElement parent, string name, string item, IEnumerable<string> values)
    {
        var list = parent.Add(DivNames.Service, name);
        foreach (var value in values)
        {
            list.Add(DivNames.Arrays, item, value, "arr");
        }
    }

    public static void AddNumber(XmlElement parent, string name, long number) => parent.Add(DivNames.Service, name, number.ToString(CultureInfo.InvariantCulture));

    protected override void OnWriteBodyContents(XmlDictionaryWriter writer)
    {
        writer.WriteStartElement(_root.LocalName, _root.NamespaceURI);
        foreach (XmlNode child in _root.ChildNodes)
        {
            child.WriteTo(writer);
        }

        if (_contents is not null)
        {
            WriteContents(writer, _contents);
        }

        if (_files.Count > 0)
        {
            writer.WriteStartElement("AttachmentsInput", DivNames.Service);
            foreach (var file in _files)
            {
                writer.WriteStartElement("AttachmentInput", DivNames.Service);
                writer.WriteElementString("ContentId", DivNames.Service, file.ContentId);
                WriteContents(writer, file.Payload);
                writer.WriteEndElement();
            }

            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private static void WriteContents(XmlDictionaryWriter writer, byte[] contents)
    {
        writer.WriteStartElement("Contents", DivNames.Service);
        writer.WriteBase64(contents, 0, contents.Length);
        writer.WriteEndElement();
    }
}

/// <summary>A file as it travels.</summary>
/// <param name="Payload">Compressed and encrypted where that was asked for; size and digest in the envelope are of these bytes.</param>
internal sealed record DivFile(string ContentId, string Name, string MediaType, byte[] Payload, bool Compressed);
