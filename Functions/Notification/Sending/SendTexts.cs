using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Sending;

namespace SocialWorkflows.Functions.Notification.Sending;

/// <summary>What people are told of mail that did not simply leave.</summary>
internal static class SendTexts
{
    public static readonly Bilingual NotSafe = new(
        "Šajā lietā e-pastu sūtīt nedrīkst. Pasakiet jaunumus iesniedzējam droši, kā norunāts.",
        "In this case no e-mail may be sent. Tell the applicant the news safely, as agreed.");

    /// <summary>No number: more may follow the same day.</summary>
    public static readonly Bilingual Held = new(
        "Šī ir pārbaudes vide: vēstules netiek nosūtītas adresātiem, kuri nav atļauto sarakstā, vai nevienam, ja ieslēgta pasta pakalpojuma pārbaude. Cik to ir, rāda sūtījumu žurnāls (stāvoklis „held”); kad sarakstu izlabo un sistēmu palaiž no jauna, atļautās tiek nosūtītas un šis uzdevums aizveras. Vecākas par termiņu iestatījumos nosūtītas netiek: par tām būs uzdevums. Īstā darbā tā nedrīkst būt: sazinieties ar sistēmas uzturētāju.",
        "This is a test environment: mail does not go to people who are not on the list of those allowed, or to nobody while the mail provider is only rehearsed. How many there are is in the send ledger (state “held”); when the list is mended and the system started anew, those allowed are sent and this task closes. What is older than the settings allow is not sent: there will be a task about it. In real work this must not be: speak to the operator.");

    /// <summary>No number: more may come back after the task was raised.</summary>
    public static readonly Bilingual BouncedOfList = new(
        "Saraksta e-pasta ziņas nav piegādātas. Kuras, rāda saraksta rezultāts: tiem, kuriem ir pasta adrese, saraksta lapā sagatavojiet vēstules; pārējos informējiet citādi.",
        "E-mails of the list were not delivered. Which, shows the result of the list: for those with a postal address make letters on the page of the list; tell the others in another way.");

    /// <param name="row">The mail as it ended.</param>
    public static Bilingual GivenUp(SendRow row) => (row.State, row.Kind, Why(row.Detail)) switch
    {
        (SendStates.Unknown, NoticeMailDesk.Kind, _) => new(
            $"Nav zināms, vai lēmums pa e-pastu ir nosūtīts; otrreiz sistēma to nesūta. Pasta pakalpojuma žurnālā atrodiet vēstuli {row.OperationId}. Ja tā ir nosūtīta, lietā apstipriniet paziņošanu ar tās dienu. Ja nav, lietā atzīmējiet, ka paziņojums atgriezās, un lēmums ies nākamajā veidā.",
            $"It is not known whether the decision was sent by e-mail; the system does not send it a second time. Find the mail {row.OperationId} in the log of the mail provider. If it was sent, confirm the notice with its day in the case. If not, mark in the case that the notice came back, and the decision goes in the next way."),
        (SendStates.Failed, NoticeMailDesk.Kind, var why) => new(
            $"Lēmumu pa e-pastu nosūtīt neizdevās: {why.Latvian}. Lietā atzīmējiet, ka paziņojums atgriezās, un lēmums ies nākamajā veidā.",
            $"The decision could not be sent by e-mail: {why.English}. Mark in the case that the notice came back, and the decision goes in the next way."),
        (SendStates.Unknown, _, _) => new(
            $"Nav zināms, vai paziņojums ir nosūtīts; otrreiz sistēma to nesūta. Pasta pakalpojuma žurnālā atrodiet vēstuli {row.OperationId} un, ja tā nav nosūtīta, sazinieties ar iesniedzēju.",
            $"It is not known whether the mail was sent; the system does not send it a second time. Find the mail {row.OperationId} in the log of the mail provider and, if it was not sent, speak to the applicant."),
        (_, _, var why) => new(
            $"Paziņojumu nevarēja nosūtīt: {why.Latvian}. Sazinieties ar iesniedzēju citādi.",
            $"The mail could not be sent: {why.English}. Speak to the applicant in another way."),
    };

    /// <param name="count">How many.</param>
    /// <param name="numbers">Of the cases they belong to, as far as they belong to one.</param>
    public static Bilingual TooOld(int count, IReadOnlyCollection<string> numbers) => new(
        $"Vēstules, kas bija aizturētas pārāk ilgi un tāpēc netiek nosūtītas: {count}. "
        + "Tajās var būt novecojuši datumi. Pasakiet šiem cilvēkiem jaunumus citādi; lēmumam lietā izvēlieties citu paziņošanas veidu."
        + (numbers.Count > 0 ? $" Lietas: {string.Join(", ", numbers)}." : string.Empty),
        $"Mails that were held too long and are not sent, therefore: {count}. "
        + "Their dates may be out of date. Tell these people the news in another way; for a decision choose another way of notice in the case."
        + (numbers.Count > 0 ? $" Cases: {string.Join(", ", numbers)}." : string.Empty));

    /// <param name="number">Of the case.</param>
    public static Bilingual TwoWays(string number) => new(
        $"Lietas {number} lēmums ir nosūtīts divos veidos: nav bijis zināms, vai tas aizgājis pa e-pastu, tāpēc tas nodots nosūtīšanai citādi; tagad zināms, ka e-pasts ir aizgājis. "
        + "Ja otrs sūtījums vēl ir iestādē, izlemiet, vai to sūtīt. Pasakiet personai, ka abos ir viens un tas pats lēmums un līdz kurai dienai to var apstrīdēt.",
        $"The decision of case {number} went in two ways: it was not known whether it had gone by e-mail, so it was passed on to be sent in another way; now it is known that the e-mail has gone. "
        + "If the second is still in the house, decide whether to send it. Tell the person that both hold the same decision, and until which day it can be contested.");

    /// <param name="cause">Word of the case journal.</param>
    public static Bilingual Bounced(string cause) => cause switch
    {
        "address" => new(
            "Mūsu e-pasta ziņa netika piegādāta: tādas adreses nav. Noskaidrojiet adresi un informējiet iesniedzēju citādi.",
            "Our e-mail was not delivered: there is no such address. Find out the address and tell the applicant in another way."),
        "mailbox" => new(
            "Mūsu e-pasta ziņa netika piegādāta: saņēmēja pastkaste ir pilna vai slēgta. Informējiet iesniedzēju citādi.",
            "Our e-mail was not delivered: the mailbox of the recipient is full or closed. Tell the applicant in another way."),
        "size" => new(
            "Mūsu e-pasta ziņa netika piegādāta: tā saņēmējam ir par lielu. Informējiet iesniedzēju citādi.",
            "Our e-mail was not delivered: it is too large for the recipient. Tell the applicant in another way."),
        "route" => new(
            "Mūsu e-pasta ziņa netika piegādāta: saņēmēja pasta serveris nav sasniedzams. Informējiet iesniedzēju citādi.",
            "Our e-mail was not delivered: the mail server of the recipient cannot be reached. Tell the applicant in another way."),
        "refused" => new(
            "Mūsu e-pasta ziņa netika piegādāta: saņēmēja pasta serveris to atteica. Informējiet iesniedzēju citādi un pasakiet sistēmas uzturētājam.",
            "Our e-mail was not delivered: the mail server of the recipient refused it. Tell the applicant in another way, and tell the operator."),
        _ => new(
            "Mūsu e-pasta ziņa netika piegādāta. Informējiet iesniedzēju citādi.",
            "Our e-mail was not delivered. Tell the applicant in another way."),
    };

    private static Bilingual Why(string? detail) => detail switch
    {
        SendDetails.Later => new("pasta serveris desmit reizes lika mēģināt vēlāk", "the mail server said ten times to try later"),
        "content" => new("vēstules fails mūsu glabātavā nav nolasāms; pasakiet sistēmas uzturētājam", "the file of the mail cannot be read in our store; tell the operator"),
        _ when SendDetails.StatusOf(detail) is { } status => new(
            $"saņēmēja adresi serveris nepieņem (atbilde {status}); pārbaudiet adresi",
            $"the server does not accept the recipient's address (answer {status}); check the address"),
        _ when SendDetails.CodeOf(detail) is { Length: > 0 } code => new(
            $"pasta serveris vēstuli noraidīja (atbilde {code}); pasakiet sistēmas uzturētājam",
            $"the mail server refused the mail (answer {code}); tell the operator"),
        _ => new("pasta serveris vēstuli noraidīja; pārbaudiet adresi", "the mail server refused the mail; check the address"),
    };
}
