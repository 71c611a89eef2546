using SocialWorkflows.Letters.Pdf.Layout;

namespace SocialWorkflows.Letters.Pdf.Files;

/// <summary>Writes the tag tree and the parent tree that leads from a page's marked content back to its tag (PDF 1.4, 9.6).</summary>
internal sealed class StructureTree(PdfObjects objects, IReadOnlyList<int> pages)
{
    private readonly Dictionary<StructureElement, int> _ids = [];

    /// <param name="widget">The signature field to tag as a form, under parent-tree key <c>pages.Count</c>; null without one.</param>
    /// <returns>Id of the structure tree root.</returns>
    public int Add(StructureElement root, IReadOnlyList<PageContent> contents, int? widget)
    {
        var tree = objects.Reserve();
        var document = objects.Reserve();
        var kids = root.Children.Where(HasContent).Select(c => Write(c, document)).ToList();
        var parents = contents.Select((c, page) => $"{page} {PdfText.Array(c.Marks.Select(m => PdfText.Reference(_ids[m])))}").ToList();
        if (widget is { } annotation)
        {
            var form = objects.Add(
                $"<< /Type /StructElem /S /Form /P {document} 0 R /Pg {pages[0]} 0 R /K << /Type /OBJR /Obj {annotation} 0 R /Pg {pages[0]} 0 R >> >>");
            kids.Add(form);
            parents.Add($"{pages.Count} {form} 0 R");
        }

        var parentTree = objects.Add($"<< /Nums {PdfText.Array(parents)} >>");
        objects.Set(document, $"<< /Type /StructElem /S /{root.Type} /P {tree} 0 R /K {PdfText.Array(kids.Select(PdfText.Reference))} >>");
        objects.Set(tree, $"<< /Type /StructTreeRoot /K [{document} 0 R] /ParentTree {parentTree} 0 R /ParentTreeNextKey {parents.Count} >>");
        return tree;
    }

    private int Write(StructureElement element, int parent)
    {
        var id = objects.Reserve();
        _ids[element] = id;
        var children = element.Children.Where(c => element.Type == "TR" || HasContent(c)).Select(c => PdfText.Reference(Write(c, id)));
        var marks = element.Content.Select(c => $"<< /Type /MCR /Pg {pages[c.Page]} 0 R /MCID {c.Mark} >>");
        objects.Set(id, $"<< /Type /StructElem /S /{element.Type}{Attributes(element)} /P {parent} 0 R /K {PdfText.Array(marks.Concat(children))} >>");
        return id;
    }

    private static string Attributes(StructureElement element) => element.Type == "TH" ? " /A << /O /Table /Scope /Column >>" : "";

    private static bool HasContent(StructureElement element) => element.Content.Count > 0 || element.Children.Any(HasContent);
}
