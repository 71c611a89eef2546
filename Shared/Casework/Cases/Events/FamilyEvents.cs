namespace SocialWorkflows.Casework.Cases;

/// <summary>
/// What the yearly figures ask of the family of a case, as a worker counted it; a later record takes the place of the whole earlier one. Null: nobody said.
/// How many have a disability is health data: shown to those who may record it and to nobody else.
/// </summary>
/// <param name="Round">How often it was recorded, from 1.</param>
/// <param name="Children">Children of the family, those in its care and students among them as the law on children's rights counts them.</param>
/// <param name="ChildrenWithDisability">Children under 18 with a disability.</param>
/// <param name="SocialWorkFrom">First day of social work with the family.</param>
/// <param name="SocialWorkUntil">Its last day; null while it goes on.</param>
/// <param name="By">Who recorded it.</param>
public sealed record FamilyRecorded(int Round, int? Children, int? ChildrenWithDisability, DateOnly? SocialWorkFrom, DateOnly? SocialWorkUntil, string By) : CaseEvent;
