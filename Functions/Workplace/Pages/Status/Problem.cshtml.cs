using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace SocialWorkflows.Functions.Workplace.Pages.Status;

internal sealed record ProblemWords(string Title, IReadOnlyList<string> Latvian, string English);

/// <summary>
/// What residents read when a request could not be understood or the program failed; the staff page's words are not for them. Without handlers and
/// without bound values, since the method is any and the form may be what could not be read.
/// </summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
internal sealed class ProblemModel : PageModel
{
    private static readonly ProblemWords NotUnderstoodWords = new(
        "Tas neizdevās",
        ["Mēs nesaņēmām to, ko Jūs sūtījāt.", "Varbūt lapa bija atvērta pārāk ilgi.", "Atveriet lapu un mēģiniet vēlreiz."],
        "We did not receive what you sent. Perhaps the page was open for too long. Open the page and try again.");

    private static readonly ProblemWords TooLargeWords = new(
        "Faili ir par lielu",
        ["Mēs failus nesaņēmām.", "Visi faili kopā drīkst būt līdz 10 MB.", "Atsūtiet tos pa vienam."],
        "We did not receive the files. Together they may have 10 MB. Send them one by one.");

    private static readonly ProblemWords TooOftenWords = new(
        "Mēģiniet vēlāk", ["Lapa ir atvērta pārāk daudz reižu.", "Lūdzu, mēģiniet vēlreiz pēc 10 minūtēm."], "The page was opened too many times. Please try again in 10 minutes.");

    private static readonly ProblemWords NotFoundWords = new(
        "Šādas lapas nav", ["Atveriet mūsu e-pastu un nospiediet uz saites tajā."], "There is no such page. Open our e-mail and follow the link in it.");

    private static readonly ProblemWords FailedWords = new(
        "Tas neizdevās",
        ["Tā ir mūsu kļūda.", "Mēģiniet vēlreiz pēc stundas.", "Ja tas ir steidzami, zvaniet mums. Tālrunis ir mūsu e-pastā."],
        "This is our fault. Try again in an hour. If it is urgent, call us; the number is in our e-mail.");

    /// <summary>Of the failure whose page this is; an address that is nobody's is one too.</summary>
    public int Code => int.TryParse(RouteData.Values["code"] as string, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code is >= 400 and < 600
        ? code
        : StatusCodes.Status404NotFound;

    public ProblemWords Words => Code switch
    {
        not StatusCodes.Status429TooManyRequests when Request.ContentLength > StatusBodyLimit.Largest => TooLargeWords,
        StatusCodes.Status413PayloadTooLarge => TooLargeWords,
        StatusCodes.Status404NotFound => NotFoundWords,
        StatusCodes.Status429TooManyRequests => TooOftenWords,
        < 500 => NotUnderstoodWords,
        _ => FailedWords,
    };
}
