using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using SocialWorkflows.Casework.Documents;

namespace SocialWorkflows.Functions.Workplace.Access;

/// <summary>Keys of cookies and forms, where every instance finds them: a page that one of them gave is sent back to another.</summary>
internal sealed class SessionKeyFiles(IKeptFiles kept) : IXmlRepository
{
    private const string Extension = ".xml";

    /// <summary>Asked for by data protection at its first use and about once a day, which knows no other way than to wait.</summary>
    public IReadOnlyCollection<XElement> GetAllElements() => ReadAsync().GetAwaiter().GetResult();

    public void StoreElement(XElement element, string friendlyName) =>
        kept.AddAsync(friendlyName + Extension, System.Text.Encoding.UTF8.GetBytes(element.ToString()), CancellationToken.None).GetAwaiter().GetResult();

    private async Task<IReadOnlyCollection<XElement>> ReadAsync()
    {
        List<XElement> elements = [];
        foreach (var name in (await kept.NamesAsync(string.Empty, CancellationToken.None)).Where(n => n.EndsWith(Extension, StringComparison.Ordinal)))
        {
            if (await kept.FindAsync(name, CancellationToken.None) is { } content)
            {
                using var text = new MemoryStream(content);
                elements.Add(XElement.Load(text));
            }
        }

        return elements;
    }
}
