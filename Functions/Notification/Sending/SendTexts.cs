using System.Globalization;
using SocialWorkflows.Casework.Sending;

namespace SocialWorkflows.Functions.Notification.Sending;

/// <summary>What people are told of mail that did not simply leave.</summary>
internal static class SendTexts
{
    public const string NotSafe = "Šajā lietā e-pastu sūtīt nedrīkst. Pasakiet jaunumus iesniedzējam droši, kā norunāts.";

    /// <summary>No number: more may follow the same day.</summary>
    public const string Held =
        "Šī ir pārbaudes vide: vēstules netiek nosūtītas adresātiem, kuri nav atļauto sarakstā, vai nevienam, ja ieslēgta pasta pakalpojuma pārbaude. Cik to ir, rāda sūtījumu žurnāls (stāvoklis „held”); kad sarakstu izlabo un sistēmu palaiž no jauna, atļautās tiek nosūtītas un šis uzdevums aizveras. Vecākas par termiņu iestatījumos nosūtītas netiek: par tām būs uzdevums. Īstā darbā tā nedrīkst būt: sazinieties ar sistēmas uzturētāju.";

    /// <param name="row">The mail as it ended.</param>
    public static string GivenUp(SendRow row) => (row.State, row.Kind) switch
    {
        (SendStates.Unknown, NoticeMailDesk.Kind) =>
            $"Nav zināms, vai lēmums pa e-pastu ir nosūtīts; otrreiz sistēma to nesūta. Pasta pakalpojuma žurnālā atrodiet vēstuli {row.OperationId}. Ja tā ir nosūtīta, lietā apstipriniet paziņošanu ar tās dienu. Ja nav, lietā atzīmējiet, ka paziņojums atgriezās, un lēmums ies nākamajā veidā.",
        (SendStates.Failed, NoticeMailDesk.Kind) =>
            $"Lēmumu pa e-pastu nosūtīt neizdevās: {Why(row.Detail)}. Lietā atzīmējiet, ka paziņojums atgriezās, un lēmums ies nākamajā veidā.",
        (SendStates.Unknown, _) =>
            $"Nav zināms, vai paziņojums ir nosūtīts; otrreiz sistēma to nesūta. Pasta pakalpojuma žurnālā atrodiet vēstuli {row.OperationId} un, ja tā nav nosūtīta, sazinieties ar iesniedzēju.",
        _ => $"Paziņojumu nevarēja nosūtīt: {Why(row.Detail)}. Sazinieties ar iesniedzēju citādi.",
    };

    /// <param name="count">How many.</param>
    /// <param name="numbers">Of the cases they belong to, as far as they belong to one.</param>
    public static string TooOld(int count, IReadOnlyCollection<string> numbers) =>
        string.Create(CultureInfo.InvariantCulture, $"Vēstules, kas bija aizturētas pārāk ilgi un tāpēc netiek nosūtītas: {count}. ")
        + "Tajās var būt novecojuši datumi. Pasakiet šiem cilvēkiem jaunumus citādi; lēmumam lietā izvēlieties citu paziņošanas veidu."
        + (numbers.Count > 0 ? $" Lietas: {string.Join(", ", numbers)}." : string.Empty);

    /// <param name="number">Of the case.</param>
    public static string TwoWays(string number) =>
        $"Lietas {number} lēmums ir nosūtīts divos veidos: nav bijis zināms, vai tas aizgājis pa e-pastu, tāpēc tas nodots nosūtīšanai citādi; tagad zināms, ka e-pasts ir aizgājis. "
        + "Ja otrs sūtījums vēl ir iestādē, izlemiet, vai to sūtīt. Pasakiet personai, ka abos ir viens un tas pats lēmums un līdz kurai dienai to var apstrīdēt.";

    /// <summary>No number: more may come back after the task was raised.</summary>
    public const string BouncedOfList =
        "Saraksta e-pasta ziņas nav piegādātas. Kuras, rāda saraksta rezultāts: tiem, kuriem ir pasta adrese, saraksta lapā sagatavojiet vēstules; pārējos informējiet citādi.";

    /// <param name="cause">Word of the case journal.</param>
    public static string Bounced(string cause) => cause switch
    {
        "address" => "Mūsu e-pasta ziņa netika piegādāta: tādas adreses nav. Noskaidrojiet adresi un informējiet iesniedzēju citādi.",
        "mailbox" => "Mūsu e-pasta ziņa netika piegādāta: saņēmēja pastkaste ir pilna vai slēgta. Informējiet iesniedzēju citādi.",
        "size" => "Mūsu e-pasta ziņa netika piegādāta: tā saņēmējam ir par lielu. Informējiet iesniedzēju citādi.",
        "route" => "Mūsu e-pasta ziņa netika piegādāta: saņēmēja pasta serveris nav sasniedzams. Informējiet iesniedzēju citādi.",
        "refused" => "Mūsu e-pasta ziņa netika piegādāta: saņēmēja pasta serveris to atteica. Informējiet iesniedzēju citādi un pasakiet sistēmas uzturētājam.",
        _ => "Mūsu e-pasta ziņa netika piegādāta. Informējiet iesniedzēju citādi.",
    };

    private static string Why(string? detail) => detail switch
    {
        SendDetails.Later => "pasta serveris desmit reizes lika mēģināt vēlāk",
        "content" => "vēstules fails mūsu glabātavā nav nolasāms; pasakiet sistēmas uzturētājam",
        _ when SendDetails.StatusOf(detail) is { } status => $"saņēmēja adresi serveris nepieņem (atbilde {status}); pārbaudiet adresi",
        _ when SendDetails.CodeOf(detail) is { Length: > 0 } code => $"pasta serveris vēstuli noraidīja (atbilde {code}); pasakiet sistēmas uzturētājam",
        _ => "pasta serveris vēstuli noraidīja; pārbaudiet adresi",
    };
}
