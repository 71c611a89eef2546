namespace SocialWorkflows.Functions.Workplace.Texts;

/// <summary>English of hand-over files.</summary>
internal static class HandoverEnglishTexts
{
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["nav.handover"] = "Hand-over",
        ["handover.title"] = "Hand-over to the state's registers",
        ["handover.one"] = "Hand-over file",
        ["handover.why"] = "A file with ended requests, to be entered in SOPA and SPOLIS. Each row is handed over once; what changes in a case afterwards is a correction in the next file.",
        ["handover.make"] = "Make a file",
        ["handover.known"] = "Files made",
        ["handover.none"] = "There is no file yet.",
        ["handover.rows"] = "Rows: {0}, of them corrections: {1}",
        ["handover.waits"] = "waits for a receipt",
        ["handover.id"] = "Id of the file",
        ["handover.made"] = "Made",
        ["handover.count"] = "Content",
        ["handover.download"] = "Download the file",
        ["handover.careful"] = "The file has names and personal codes, also of restricted cases. Delete it from the computer when it has been entered in the register.",
        ["handover.receipt"] = "Receipt",
        ["handover.result"] = "Answer",
        ["handover.result.accepted"] = "accepted",
        ["handover.result.refused"] = "refused",
        ["handover.result.partly"] = "accepted in part",
        ["handover.on"] = "Day of the answer",
        ["handover.reference"] = "Reference number",
        ["handover.reason"] = "Why it was refused, whole or in part",
        ["handover.refused"] = "Numbers of the refused cases",
        ["handover.refused-hint"] = "Only if accepted in part. Commas between the numbers.",
        ["handover.enter"] = "Enter the receipt",
        ["handover.entered"] = "Entered by",
        ["handover.problem.Nothing"] = "There is nothing to hand over in this time: everything was handed over or waits for a receipt.",
        ["handover.left"] = "The file is not complete: the time was over. Cases not looked at yet: {0}. Make the next file of the same days.",
        ["handover.problem.Busy"] = "A file is being made. Wait half a minute and look at the list.",
        ["handover.problem.Late"] = "The time was over before anything to hand over was found. Try again with the same days: the search goes on where it ended.",
        ["handover.problem.Stale"] = "Somebody else wrote here meanwhile, or the button was pressed twice. Look at the list and try again if it is needed.",
        ["handover.problem.Twice"] = "The receipt of this file has been entered already.",
        ["handover.problem.Result"] = "Choose the answer.",
        ["handover.problem.Day"] = "The answer cannot be before the file was made, or in the future.",
        ["handover.problem.Reference"] = "Write the reference number, at most 100 characters.",
        ["handover.problem.Reason"] = "A reason is needed when the file was refused or accepted in part, and only then; at most 500 characters.",
        ["handover.problem.Refused"] = "Name the refused cases of this file: not all of them, and only if it was accepted in part.",
        ["handover.problem.changed"] = "The same file cannot be made any more: a case was destroyed, or the program changed. Enter the receipt; if it was not handed over, enter “refused” and make a new one.",
        ["notice.handover-made"] = "The file is made.",
        ["notice.handover-receipt"] = "The receipt is entered.",
    };
}
