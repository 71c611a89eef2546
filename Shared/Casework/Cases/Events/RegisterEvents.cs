namespace SocialWorkflows.Casework.Cases;

/// <summary>One field of a register's answer; <c>Value</c> null: unknown, because the register was silent or left it out.</summary>
public sealed record RegisterField(string Register, string Field, string? Value);

/// <summary>What registers said on that day, for a person to judge: nothing of it decides anything by itself.</summary>
public sealed record RegistersAsked(int Round, IReadOnlyList<RegisterField> Fields, string By) : CaseEvent;
