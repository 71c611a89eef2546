using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Mail.EAddress;

namespace SocialWorkflows.Functions.Intake.Doors;

/// <summary>What people are told of the e-address. Texts name a case or message by its number only.</summary>
internal static class EAddressTexts
{
    public static readonly Bilingual DamagedMessage = new(
        "E-adresē saņemtu ziņojumu nevar nolasīt; tas nav reģistrēts (mapju režīmā tas ir mapē „damaged”; pēc labojuma to var ielikt mapē „in” vēlreiz). Atveriet to e-adreses portālā un ievadiet kā iesniegumu.",
        "A message received by e-address cannot be read; it is not registered (where folders are used it is in “damaged”; once mended it can be put into “in” again). Open it in the portal of the e-address and enter it as an application.");

    public static Bilingual NoConnection(string code) => new(
        $"E-adreses serviss nepieņem mūsu pieslēgumu ({code}). Ziņojumi netiek saņemti un nosūtīti. Sazinieties ar sistēmas uzturētāju.",
        $"The e-address does not accept our connection ({code}). No messages are received or sent. Speak to the operator.");

    public static Bilingual WrongReceipt(string number, DateOnly said, DateOnly day) => new(
        $"E-adreses ziņojumā {number} saņemšanas diena ir {LatvianDate.Numeric(said)}, bet tas nevar būt. Termiņus skaita no {LatvianDate.Genitive(day)}. Noskaidrojiet e-adreses portālā īsto dienu: ja tā ir agrāka, termiņš beidzas agrāk.",
        $"Message {number} of the e-address says it was received on {EnglishDate.Text(said)}, which cannot be. Terms count from {EnglishDate.Text(day)}. Find the true day in the portal of the e-address: if it is earlier, the term ends earlier.");

    public static Bilingual WrongDay(string? number, DateOnly sentOn, DateOnly decidedOn) => new(
        $"Lietā {number} e-adrese ziņo, ka paziņojums nosūtīts {LatvianDate.Numeric(sentOn)}, bet tas nevar būt: lēmums ir {LatvianDate.Numeric(decidedOn)}, un nākotnes diena nav iespējama. "
        + "Tāpēc paziņošana nav pierakstīta un lieta gaida. Noskaidrojiet e-adresē, kurā dienā tas nosūtīts, un lietā apstipriniet paziņošanu ar to dienu vai izlabojiet apstiprinājuma failu.",
        $"In case {number} the e-address says that the notice was sent on {EnglishDate.Text(sentOn)}, which cannot be: the decision is of {EnglishDate.Text(decidedOn)}, and a day to come is not possible. "
        + "So the sending is not written down and the case waits. Find out in the e-address on which day it was sent, and confirm the notice with that day in the case or mend the confirmation file.");

    public static Bilingual SentAfterAll(string? number) => new(
        $"Lietā {number} e-adrese tomēr ir nosūtījusi paziņojumu, lai gan tas jau nodots citā veidā. Paskaidrojiet to personai; spēkā ir personai labvēlīgākais termiņš.",
        $"In case {number} the e-address has sent the notice after all, although it went in another way already. Explain it to the person; the term that is better for them holds.");

    /// <param name="code">Of <see cref="EAddressTrouble"/>.</param>
    /// <param name="number">Of the case.</param>
    public static Bilingual Trouble(string code, string? number) => code switch
    {
        EAddressTrouble.UnreadableConfirmation => new(
            $"Lietā {number} paziņojuma apstiprinājuma failu (confirmation.json) nevar nolasīt, tāpēc nosūtīšana nav pierakstīta un lieta gaida. Izlabojiet failu pēc parauga dokumentācijā: dienu raksta kā 2026-06-20T10:00:00+03:00.",
            $"In case {number} the confirmation of the notice (confirmation.json) cannot be read, so the sending is not written down and the case waits. Mend the file as the documentation shows: a day is written as 2026-06-20T10:00:00+03:00."),
        EAddressTrouble.Damaged => new(
            $"Lietā {number} glabātās ziņas par e-adreses paziņojumu ir bojātas, un sistēma to vairs nekustina. Apskatiet e-adreses portālā, vai paziņojums ir nosūtīts, un pierakstiet iznākumu lietā; sistēmas uzturētājam jāatjauno fails no kopijas.",
            $"In case {number} what was kept about the notice by e-address is damaged, and the system leaves it alone. Look into the portal of the e-address whether the notice was sent, and write the outcome into the case; the operator must restore the file from a copy."),
        _ => new(
            $"Lietā {number} paziņojums gaida, jo e-adreses serviss neatbild. Ja termiņš beidzas šodien, izvēlieties citu likumīgu veidu vai pierakstiet, kāpēc nevarēja nosūtīt.",
            $"In case {number} the notice waits, because the e-address does not answer. If the term ends today, choose another lawful way or write down why it could not be sent."),
    };

    /// <param name="number">Of the case.</param>
    /// <param name="problem">Of <see cref="EAddressProblems"/>, <see cref="EAddressLimits.Code"/> or a code of the service.</param>
    public static Bilingual NotSent(string? number, string? problem) => problem switch
    {
        EAddressProblems.Unknown => new(
            $"Lietā {number} nav zināms, vai paziņojums e-adresē ir nosūtīts: serviss neatbildēja. Pārbaudiet to e-adreses portālā; otrreiz tas pats no sevis netiks sūtīts.",
            $"In case {number} it is not known whether the notice was sent by e-address: the service did not answer. Look into the portal of the e-address; it is not sent a second time by itself."),
        EAddressProblems.Undelivered => new(
            $"Lietā {number} e-adreses serviss ziņo, ka paziņojums nav piegādāts. Pārbaudiet adresi; kā lēmumu sūtīt tālāk, redzams lietā.",
            $"In case {number} the e-address says that the notice was not delivered. Check the address; the case shows how the decision goes on."),
        EAddressLimits.Code => new(
            $"Lietā {number} paziņojums e-adresē nav nosūtīts: failu ir par daudz, kāds ir par lielu vai tādu veidu e-adrese nepieņem. Adrese nav jāpārbauda; sūtiet lēmumu citā likumīgā veidā, kā redzams lietā.",
            $"In case {number} the notice was not sent by e-address: there are too many files, one is too large, or of a kind that the e-address does not take. The address need not be checked; send the decision in another lawful way, as the case shows."),
        _ => new(
            $"Lietā {number} paziņojumu e-adresē neizdevās nosūtīt. Pārbaudiet adresi; kā lēmumu sūtīt tālāk, redzams lietā.",
            $"In case {number} the notice could not be sent by e-address. Check the address; the case shows how the decision goes on."),
    };
}
