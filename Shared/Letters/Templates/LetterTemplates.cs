using HandlebarsDotNet;
using HandlebarsDotNet.Compiler;
using SocialWorkflows.Letters.Documents;

namespace SocialWorkflows.Letters.Templates;

/// <summary>
/// The letter and mail templates of one municipality, compiled once. Names are those of the pack (<c>letters/decision</c>);
/// a template whose file name begins with an underscore is a partial, called by that name without folder (<c>{{&gt; _addressee}}</c>).
/// Values are escaped for <see cref="LetterMarkup"/>, never for HTML.
/// </summary>
public sealed class LetterTemplates
{
    private static readonly CompiledSets Sets = new();

    private readonly Dictionary<string, HandlebarsTemplate<object, object>> _compiled = [];

    private LetterTemplates()
    {
    }

    /// <param name="sources">Template text by name without extension, as in <c>MunicipalityPack.Templates</c>.</param>
    /// <exception cref="LetterTemplateException">A template does not compile.</exception>
    public static LetterTemplates Compile(IReadOnlyDictionary<string, string> sources) => Sets.Get(sources, Make);

    /// <summary>Every template that does not compile, with what is wrong with it; <see cref="Compile"/> stops at the first.</summary>
    public static IReadOnlyList<(string Name, string Fault)> Faults(IReadOnlyDictionary<string, string> sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        List<(string Name, string Fault)> faults = [];
        foreach (var (name, source) in sources)
        {
            try
            {
                Guard(name, () => Handlebars.Create().Compile(source));
            }
            catch (LetterTemplateException wrong)
            {
                faults.Add((name, wrong.InnerException!.Message));
            }
        }

        return faults;
    }

    internal string Render(string name, LetterData data)
    {
        if (!_compiled.TryGetValue(name, out var template))
        {
            throw new LetterTemplateException($"The municipality has no template '{name}'. Add templates/{name}.hbs to its pack.");
        }

        return Guard(name, () => template(data.Values));
    }

    private static LetterTemplates Make(IReadOnlyDictionary<string, string> sources)
    {
        var handlebars = Handlebars.Create(new HandlebarsConfiguration { NoEscape = true, ThrowOnUnresolvedBindingExpression = true });
        foreach (var (name, source) in sources.Where(s => IsPartial(s.Key)))
        {
            Guard(name, () => handlebars.RegisterTemplate(name[(name.LastIndexOf('/') + 1)..], source));
        }

        var templates = new LetterTemplates();
        foreach (var (name, source) in sources.Where(s => !IsPartial(s.Key)))
        {
            templates._compiled[name] = Guard(name, () => handlebars.Compile(source));
        }

        return templates;
    }

    private static bool IsPartial(string name) => name[(name.LastIndexOf('/') + 1)..].StartsWith('_');

    private static void Guard(string name, Action action) => Guard(name, () =>
    {
        action();
        return true;
    });

    private static T Guard<T>(string name, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is HandlebarsException or HandlebarsUndefinedBindingException)
        {
            throw new LetterTemplateException($"The template 'templates/{name}.hbs' is wrong: {e.Message}", e);
        }
    }
}
