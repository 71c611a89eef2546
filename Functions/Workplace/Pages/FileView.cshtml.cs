using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Functions.Workplace.Files;

namespace SocialWorkflows.Functions.Workplace.Pages;

/// <summary>Shows a PDF or a plain text in a frame of its own; anything else is for download.</summary>
internal sealed class FileViewModel(CaseReader cases, IDocumentStore documents) : PageModel
{
    public string CaseId { get; private set; } = string.Empty;

    public ListedFile Shown { get; private set; } = null!;

    public FileShow Show { get; private set; }

    public async Task<IActionResult> OnGetAsync(string caseId, string fileId, CancellationToken cancellation)
    {
        if (await cases.FindAsync(caseId, cancellation) is not { } record || ListedFiles.Find(record, fileId) is not { } file)
        {
            return NotFound();
        }

        CaseId = record.Case.CaseId;
        Shown = file;
        Show = FileAnswer.ShowOf(file.MediaType, await documents.GetAsync(file.FileId, cancellation));
        return Page();
    }
}
