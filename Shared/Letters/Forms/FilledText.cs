using System.Xml.Linq;
using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Letters.Forms;

/// <summary>Reads the answers out of a text document that was made from our blank form.</summary>
public static class FilledText
{
    private const int LongestAnswer = 20_000;

    /// <summary>Answers by field id, blank ones empty; null when the file is not our form.</summary>
    public static IReadOnlyDictionary<string, string>? Read(ReadOnlyMemory<byte> file, FormRules form)
    {
        var answers = FormPackage.Read(file, FormDocx.Body) is { } word ? Word(word)
            : FormPackage.Read(file, FormOdt.Body) is { } open ? Open(open, form)
            : null;
        return answers is { Count: > 0 } && answers.Keys.Any(id => form.Fields.Any(f => f.Id == id)) ? answers : null;
    }

    private static Dictionary<string, string> Word(XDocument document)
    {
        Dictionary<string, string> answers = new(StringComparer.Ordinal);
        foreach (var control in document.Descendants(FormDocx.W + "sdt"))
        {
            if (control.Element(FormDocx.W + "sdtPr")?.Element(FormDocx.W + "tag")?.Attribute(FormDocx.W + "val")?.Value is { Length: > 0 } id
                && control.Element(FormDocx.W + "sdtContent") is { } content)
            {
                var lines = content.DescendantsAndSelf(FormDocx.W + "p").DefaultIfEmpty(content).Select(Line);
                answers.TryAdd(id, Answer(string.Join('\n', lines)));
            }
        }

        return answers;

        static string Line(XElement paragraph) => string.Concat(paragraph.Descendants().Select(e =>
            e.Name == FormDocx.W + "t" ? e.Value : e.Name == FormDocx.W + "br" ? "\n" : e.Name == FormDocx.W + "tab" ? " " : ""));
    }

    /// <summary>Rows whose first cell is a question of the form.</summary>
    private static Dictionary<string, string> Open(XDocument document, FormRules form)
    {
        Dictionary<string, string> answers = new(StringComparer.Ordinal);
        foreach (var cells in document.Descendants(FormOdt.Table + "table-row").Select(r => r.Elements(FormOdt.Table + "table-cell").ToList()).Where(c => c.Count >= 2))
        {
            var label = Cell(cells[0]).TrimEnd('*', ' ');
            if (form.Fields.FirstOrDefault(f => f.Label == label) is { } field)
            {
                answers.TryAdd(field.Id, Answer(Cell(cells[1])));
            }
        }

        return answers;

        static string Cell(XElement cell) => string.Join('\n', cell.Descendants(FormOdt.Text + "p").Select(p => p.Value)).Trim();
    }

    private static string Answer(string text)
    {
        var answer = text.Replace(FormPackage.Placeholder, "", StringComparison.Ordinal).Trim();
        return answer.Length > LongestAnswer ? answer[..LongestAnswer] : answer;
    }
}
