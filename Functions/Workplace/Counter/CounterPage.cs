using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Functions.Intake.Doors;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Functions.Workplace.Pages;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Counter;

/// <summary>What the forms of the counter share: the values as they were typed, and every problem beside its field.</summary>
internal abstract class CounterPage(DoorDesk desk, CurrentStaff current, UiTexts texts) : StaffPage(texts)
{
    public IReadOnlyList<FieldProblem> Problems { get; protected set; } = [];

    /// <summary>Names this filling of the form: sent twice, it is one entry.</summary>
    public string FormToken { get; protected set; } = "";

    public MunicipalityPack Pack => current.Municipality.Pack.On(current.Today);

    public DateOnly Today => current.Today;

    protected CurrentStaff Current => current;

    protected DoorDesk Desk => desk;

    public string? ProblemOf(string field) => Problems.FirstOrDefault(p => p.Field == field)?.Text;

    /// <summary>The value to show: as typed, else what is already known.</summary>
    public virtual string? Value(string field) => Request.HasFormContentType ? Request.Form[field].FirstOrDefault() : null;

    public bool Has(string field, string value) => Request.HasFormContentType && Request.Form[field].Contains(value);

    /// <summary>Everything that can be asked for; where former municipalities have rules of their own, by any of them.</summary>
    public IEnumerable<Service> Services
    {
        get
        {
            var pack = current.Municipality.Pack;
            var packs = pack.TransitionOn(Today) is { } transition ? transition.Former.Where(f => f.HasRules).Select(f => pack.For(f.Id, Today)) : [Pack];
            return packs.SelectMany(p => p.Requestable).DistinctBy(s => s.Id);
        }
    }

    protected CounterForm Form() => new(field => [.. Request.Form[field].OfType<string>()], current.Municipality.Pack, Today, current.Person, Texts);

    protected string TokenOf() => Request.Form["form"].FirstOrDefault() is { Length: > 0 and <= 64 } token ? $"{current.Person.Id}:{token}" : $"{current.Person.Id}:{NewToken()}";

    protected static string NewToken() => Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));
}
