using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Pages;

/// <summary>What the pages share: the notice of what was just done, and a problem told beside the form.</summary>
internal abstract class StaffPage(UiTexts texts) : PageModel
{
    protected UiTexts Texts => texts;

    /// <summary>Verb or word of what was just done; anything unknown is not shown.</summary>
    [BindProperty(SupportsGet = true, Name = "notice")]
    public string? NoticeWord { get; set; }

    public string? Notice => NoticeWord is { } word && texts.Keys.Contains($"notice.{word}") ? texts[$"notice.{word}"] : null;

    public string? Problem { get; protected set; }
}
