namespace SocialWorkflows.Functions;

/// <summary>Names stored in orchestration histories. Persisted: add a V2, never rename.</summary>
internal static class FunctionNames
{
    public const string MessageOrchestrator = "MessageOrchestrator";
    public const string ScanMessage = "ScanMessage";
    public const string FileMessage = "FileMessage";
    public const string AnswerMessage = "AnswerMessage";
    public const string RecheckSignature = "RecheckSignature";

    public const string ApplicationOrchestrator = "ApplicationOrchestrator";
    public const string StandCase = "StandCase";
    public const string LetTimePass = "LetTimePass";
    public const string RegisterCase = "RegisterCase";
    public const string SendStatusMail = "SendStatusMail";
    public const string RequestDocuments = "RequestDocuments";
    public const string StartDecisionClock = "StartDecisionClock";
    public const string DraftDecision = "DraftDecision";
    public const string DispatchNotice = "DispatchNotice";
    public const string CloseCase = "CloseCase";

    public const string TakeInMail = "TakeInMail";
    public const string Housekeeping = "Housekeeping";
    public const string NightRound = "NightRound";
    public const string SendCards = "SendCards";
    public const string SendMail = "SendMail";
    public const string WatchMailbox = "WatchMailbox";
    public const string ReconcileMail = "ReconcileMail";
    public const string CountFigures = "CountFigures";
    public const string RefreshTrustedLists = "RefreshTrustedLists";
    public const string HoldHub = "HoldHub";
    public const string Pages = "Pages";
}
