using System.Globalization;
using SocialWorkflows.Casework.Sending;

namespace SocialWorkflows.Functions.Notification.Sending;

/// <summary>What people are told of mail that did not simply leave.</summary>
internal static class SendTexts
{
    public const string NotSafe = "Šajā lietā e-pastu sūtīt nedrīkst. Pasakiet jaunumus iesniedzējam droši, kā norunāts.";

    /// <param name="row">The mail.</param>
    /// <param name="state">Where it ends.</param>
    /// <param name="held">How many are kept back by now.</param>
    public static string GivenUp(SendRow row, string state, int held) => (state, row.Kind) switch
    {
        (SendStates.Unknown, NoticeMailDesk.Kind) =>
            $"Nav zināms, vai lēmums pa e-pastu ir nosūtīts; otrreiz sistēma to nesūta. Pasta pakalpojuma žurnālā atrodiet vēstuli {row.OperationId}. Ja tā ir nosūtīta, lietā apstipriniet paziņošanu ar tās dienu. Ja nav, lietā atzīmējiet, ka paziņojums atgriezās, un lēmums ies nākamajā veidā.",
        (SendStates.Failed, NoticeMailDesk.Kind) =>
            "Lēmumu pa e-pastu nosūtīt neizdevās. Pārbaudiet adresi; lietā atzīmējiet, ka paziņojums atgriezās, un lēmums ies nākamajā veidā.",
        (SendStates.Unknown, _) =>
            $"Nav zināms, vai paziņojums ir nosūtīts; otrreiz sistēma to nesūta. Pasta pakalpojuma žurnālā atrodiet vēstuli {row.OperationId} un, ja tā nav nosūtīta, sazinieties ar iesniedzēju.",
        (SendStates.Held, _) => string.Create(
            CultureInfo.InvariantCulture,
            $"Šī ir pārbaudes vide: vēstules netiek nosūtītas adresātiem, kuri nav atļauto sarakstā, vai nevienam, ja ieslēgta pasta pakalpojuma pārbaude. Aizturēto vēstuļu skaits: {held}. Tās redzamas sūtījumu žurnālā ar stāvokli „held”; kad sarakstu izlabo un sistēmu palaiž no jauna, atļautās tiek nosūtītas. Īstā darbā tā nedrīkst būt: sazinieties ar sistēmas uzturētāju."),
        _ => "Paziņojumu nevarēja nosūtīt. Pārbaudiet adresi un sazinieties ar iesniedzēju citādi.",
    };

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
}
