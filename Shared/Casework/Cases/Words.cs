namespace SocialWorkflows.Casework.Cases;

/// <summary>What a case can wait for. Persisted in journals and event names: add, never rename.</summary>
public static class Steps
{
    public const string Registration = "registration";
    public const string Admission = "admission";
    public const string Documents = "documents";
    public const string Answer = "answer";
    public const string Needs = "needs";
    public const string Income = "income";
    public const string Capacity = "capacity";
    public const string Proposal = "proposal";
    public const string Approval = "approval";
    public const string Signing = "signing";
    public const string Notice = "notice";
    public const string Contest = "contest";
    public const string Messages = "messages";

    /// <summary>A general submission is answered or passed on.</summary>
    public const string Submission = "submission";

    /// <summary>Contract and first day of a granted service.</summary>
    public const string Start = "start";

    /// <summary>The service's time runs; nobody has to act until a date.</summary>
    public const string Service = "service";

    public const string Queue = "queue";

    /// <summary>The person's answer about an offered place.</summary>
    public const string Offer = "offer";

    public const string ContestHandOver = "contest-hand-over";
    public const string ContestResult = "contest-result";

    /// <summary>What runs beside the contest term once the notice has left; the notice itself again when it came back.</summary>
    public static readonly IReadOnlyList<string> AfterNotice = [Notice, ContestHandOver, ContestResult, Queue, Offer, Start, Service];
}

/// <summary>Who acts. Persisted: add, never rename.</summary>
public static class Roles
{
    /// <summary>Lietvede.</summary>
    public const string Registrar = "registrar";

    /// <summary>Sociālais darbinieks.</summary>
    public const string Worker = "worker";

    /// <summary>The social worker the case is assigned to; a rung's role, not one people hold.</summary>
    public const string Assignee = "assignee";

    /// <summary>Sociālā darbinieka aizvietotājs.</summary>
    public const string Substitute = "substitute";

    /// <summary>Dežurants.</summary>
    public const string Duty = "duty";

    /// <summary>Dienesta vadītājs.</summary>
    public const string Head = "head";

    /// <summary>Revidents: reads everything of the municipality, also who looked at what, and changes nothing.</summary>
    public const string Auditor = "auditor";

    /// <summary>Sistēmas uzturētājs: keeps the machine running and sees no personal data.</summary>
    public const string Operator = "operator";

    /// <summary>Roles that people of the staff list hold.</summary>
    public static readonly IReadOnlyList<string> OfPeople = [Registrar, Worker, Substitute, Duty, Head, Auditor, Operator];

    /// <summary>Roles that work on cases.</summary>
    public static readonly IReadOnlyList<string> OfCasework = [Registrar, Worker, Substitute, Duty, Head];

    /// <summary>Iesniedzējs.</summary>
    public const string Resident = "resident";

    /// <summary>The term itself: nobody has to act until it ends.</summary>
    public const string Time = "time";
}

/// <summary>How a decision ends. Persisted: add, never rename.</summary>
public static class Outcomes
{
    public const string Granted = "granted";
    public const string Partly = "partly";
    public const string Refused = "refused";
    public const string Queued = "queued";
    public const string Withdrawn = "withdrawn";

    /// <summary>Another institution is competent; no act of this one.</summary>
    public const string Forwarded = "forwarded";
    public const string Admitted = "admitted";

    /// <summary>What was granted before ends by a decision of its own, which nobody applied for.</summary>
    public const string Discontinued = "discontinued";

    /// <summary>Outcomes that a person may experience as a refusal: reason and hearing are required.</summary>
    public static bool IsAdverse(string outcome) => outcome is Refused or Partly or Queued or Discontinued;

    /// <summary>Outcomes that take a place in a facility.</summary>
    public static bool TakesPlace(string outcome) => outcome is Granted or Partly or Admitted;
}

/// <summary>The clocks of a case. Persisted: add, never rename.</summary>
public static class CaseClocks
{
    public const string Decision = "decision";
    public const string Notice = "notice";

    /// <summary>One month from receipt (Administratīvā procesa likums, section 64(1)); it runs whatever the case waits for.</summary>
    public const string Outer = "outer";

    /// <summary>Answer to a general submission (Iesniegumu likums, section 5).</summary>
    public const string Submission = "submission";

    /// <summary>Passing a contest on to the contest body; rounds after the first are <c>hand-over:2</c>.</summary>
    public const string HandOver = "hand-over";

    /// <summary>The resident's term to send documents.</summary>
    public const string Answer = "answer";

    public const string Contest = "contest";

    /// <summary>The person's term to take an offered place.</summary>
    public const string Offer = "offer";

    /// <summary>Passing a general submission, or an application that is not ours, on to the competent institution.</summary>
    public const string Forwarding = "forwarding";

    /// <summary>The own term of one document of a request: <c>document:PSIHIATRA_ATZINUMS</c>.</summary>
    public const string Document = "document";

    /// <summary>Looking at a message in the case: <c>reply:</c> and its intake id.</summary>
    public const string Reply = "reply";

    /// <summary>Concluding the contract of a granted service.</summary>
    public const string Contract = "contract";

    /// <summary>The last day of a granted service.</summary>
    public const string ServiceEnd = "service-end";

    /// <summary>The day on which a granted need is looked at again.</summary>
    public const string Review = "review";
}
