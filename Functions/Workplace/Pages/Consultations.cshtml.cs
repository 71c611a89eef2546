using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using SocialWorkflows.Functions.Consultations;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Pages;

/// <summary>Consultations without a case are counted here: a day, a theme, a way, nobody's name.</summary>
internal sealed class ConsultationsModel(ConsultationBook book, CurrentStaff current, UiTexts texts) : StaffPage(texts)
{
    private const int Newest = 20;

    public IReadOnlyList<Consultation> Own { get; private set; } = [];

    public bool MayEnter => ConsultationBook.May(current.Person);

    public DateOnly Today => current.Today;

    public Task OnGetAsync(CancellationToken cancellation) => LoadAsync(cancellation);

    public async Task<IActionResult> OnPostAsync(string? on, string? theme, string? way, CancellationToken cancellation)
    {
        var day = DateOnly.TryParseExact(on, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : default;
        if (await book.EnterAsync(current.Person, new ConsultationGiven(day, theme ?? string.Empty, way ?? string.Empty), current.Today, cancellation))
        {
            return LocalRedirect("/consultations?notice=consultation");
        }

        Problem = Texts.Format("consultation.problem", ConsultationBook.LatestDays);
        await LoadAsync(cancellation);
        return Page();
    }

    public async Task<IActionResult> OnPostStrikeAsync(long number, CancellationToken cancellation)
    {
        if (await book.StrikeAsync(current.Person, number, cancellation))
        {
            return LocalRedirect("/consultations?notice=consultation-struck");
        }

        Problem = Texts["consultation.not-struck"];
        await LoadAsync(cancellation);
        return Page();
    }

    private async Task LoadAsync(CancellationToken cancellation) =>
        Own = [.. (await book.ReadAsync(current.Person.Municipality, null, cancellation)).Where(c => c.By == current.Person.Id).OrderByDescending(c => c.Number).Take(Newest)];
}
