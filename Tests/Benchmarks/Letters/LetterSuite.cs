using System.Diagnostics;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Demo.Pki;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Letters.Decisions;
using SocialWorkflows.Letters.Documents;
using SocialWorkflows.Letters.Pdf;
using SocialWorkflows.Letters.Templates;

namespace SocialWorkflows.Benchmarks.Letters;

/// <summary>How fast letters are composed and written on one thread, each about another person, and whether all of them are valid.</summary>
internal static class LetterSuite
{
    private const int Rounds = 5;
    private const int Letters = 200;
    private const int Warmup = 50;
    private const int Pages = 2;
    private static readonly DateTimeOffset Created = new(2026, 6, 26, 0, 0, 0, TimeSpan.Zero);

    public static IReadOnlyList<Row> Run()
    {
        var pack = PackFolder.Load(PackFolder.DefaultRoot).Single(p => p.Id == "smiltene");
        var templates = LetterTemplates.Compile(pack.Templates);
        var fonts = LetterFonts.Load(Path.Combine(AppContext.BaseDirectory, "fonts"));
        List<byte[]> last = [];
        for (var i = 0; i < Warmup; i++)
        {
            Write(i);
        }

        var keys = Directory.CreateTempSubdirectory("letters-keys-").FullName;
        var head = new StaffMember { Id = "head", Municipality = "smiltene", Name = "Ilze Paraugvalde", Position = "Vadītāja", Roles = [Roles.Head] };
        var signer = new DemoSigningOffice(DemoPki.CreateOrLoad(keys, TimeProvider.System), TimeProvider.System).SignerFor(head)!;
        List<byte[]> lastSigned = [];
        for (var i = 0; i < Warmup; i++)
        {
            Write(i, signer);
        }

        var rates = Rates(signer: null, out last);
        var signedRates = Rates(signer, out lastSigned);
        Directory.Delete(keys, recursive: true);
        var (valid, note) = Preflight.CountValid([.. last, .. lastSigned]);
        var pages = last.Concat(lastSigned).Select(PagesOf).Distinct().ToList();
        return pages is not [Pages]
            ? throw new InvalidOperationException($"The letters have {string.Join(", ", pages)} pages instead of {Pages}: the figure would measure something else.")
            :
            [
                new Row("letters", "letters/s", Median.Of(rates), null, null, "higher", 100, "Two-page decisions, each of another person: composed from templates, laid out, font subset embedded, tagged; one thread."),
                new Row("letter-size", "KB", last.Max(l => l.Length) / 1024.0, null, null, "lower", 60, "The largest of the last round."),
                new Row("letters-signed", "letters/s", Median.Of(signedRates), null, null, "higher", 100, "The same, each signed with its certificates and a time-stamp token, as the demo's head signs; one thread."),
                new Row("letter-signed-size", "KB", lastSigned.Max(l => l.Length) / 1024.0, null, null, "lower", 60, "The largest signed of the last round."),
                new Row("letter-valid", "share", valid is { } share ? share : 0, null, null, "higher", 1, $"{note}; not measured counts as not met."),
            ];

        byte[] Write(int number, ILetterSigner? signer = null) => LetterWriter.Write(DecisionLetter.Compose(Facts(pack, number), templates), fonts, Created, signer);

        List<double> Rates(ILetterSigner? signer, out List<byte[]> written)
        {
            List<byte[]> round = [];
            List<double> measured = [];
            for (var r = 0; r < Rounds; r++)
            {
                round = new List<byte[]>(Letters);
                var start = Stopwatch.GetTimestamp();
                for (var i = 0; i < Letters; i++)
                {
                    round.Add(Write((r * Letters) + i, signer));
                }

                measured.Add(Letters / Stopwatch.GetElapsedTime(start).TotalSeconds);
            }

            written = round;
            return measured;
        }
    }

    private static int PagesOf(byte[] pdf) => System.Text.Encoding.Latin1.GetString(pdf).Split("/Type /Page ").Length - 1;

    private static DecisionLetterFacts Facts(MunicipalityPack pack, int number) => new()
    {
        Institution = pack.Institution,
        Outcome = DecisionOutcome.Refused,
        DecisionDate = new DateOnly(2026, 6, 26),
        Number = $"SD-2026/{number}-L",
        Addressee = new Addressee($"Paula {Name(number)}", $"000155-{10_000 + (number % 9000)}", $"Parauga iela {number}, Smiltene, Smiltenes novads"),
        ApplicationDate = new DateOnly(2026, 6, 12),
        RegistrationNumber = $"SD-2026/{number}",
        ServiceName = "Aprūpe mājās",
        EnclosedDocuments = ["ārsta izziņa par veselības stāvokli", "izziņa par ienākumiem"],
        Findings = $"Apsekošana dzīvesvietā veikta 2026. gada 18. jūnijā. Persona dzīvo viena un ikdienas darbus veic patstāvīgi; piezīme Nr. {number}.",
        Tables =
        [
            new("Ienākumu aprēķins", [new("Mēnesis"), new("Ienākumi, EUR", IsAmount: true)], [["2026. gada marts", $"{number},00"], ["2026. gada aprīlis", "412,50"], ["2026. gada maijs", "415,00"]]),
        ],
        LegalNorms = ["Sociālo pakalpojumu un sociālās palīdzības likuma 9. panta pirmā daļa", "Ministru kabineta 2019. gada 2. aprīļa noteikumu Nr. 138 2. punkts"],
        Reasoning = "Persona pamata ikdienas darbības veic patstāvīgi. Pakalpojums paredzēts tiem, kuri sevi aprūpēt nespēj.",
        RefusalReason = "noteiktais aprūpes apjoms nesasniedz nepieciešamo.",
        Contest = ContestInstructions.From(pack.Decision, pack.Terms.Contest),
        Signatory = new Signatory("Vadītāja", "Ilze Paraugvalde"),
    };

    /// <summary>Other letters for each person, so that no glyph set is the same for all.</summary>
    private static string Name(int number) => string.Concat("Āčēģīķļņšūžqwxyzjfhbv".Where((_, i) => (number & (1 << i)) != 0).Prepend('P'));
}
