using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Letters.Forms;

/// <summary>The blank application of one municipality, whatever file it becomes.</summary>
public sealed record BlankForm(Institution Institution, FormRules Rules)
{
    internal static string LabelOf(FormField field) => field.Required ? $"{field.Label} *" : field.Label;
}
