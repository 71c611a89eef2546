namespace SocialWorkflows.Mail;

/// <summary>Mail that a program sent by itself: it never starts a case and is never answered.</summary>
public enum MachineMailKind
{
    /// <summary>Out of office and other automatic answers (RFC 3834).</summary>
    AutoReply,

    /// <summary>Mailing lists and mass mail.</summary>
    Bulk,

    /// <summary>A bounce or delay notice (RFC 3464).</summary>
    DeliveryStatus,

    /// <summary>A read receipt (RFC 8098).</summary>
    ReadReceipt,

    /// <summary>An invitation, an answer to one, or its cancellation (RFC 5546).</summary>
    Calendar,

    /// <summary>Outlook asks to take an earlier mail back.</summary>
    Recall,

    /// <summary>Null return path: whoever sent it wants no answer (RFC 5321 §4.5.5).</summary>
    NullReturnPath,
}

/// <summary>The verdict and the header it rests on.</summary>
public sealed record MachineMailVerdict(MachineMailKind Kind, string Header);

/// <summary>Tells machine mail by its headers alone; automatic answers without any such header are caught by rate elsewhere.</summary>
public static class MachineMail
{
    /// <summary>Null for a mail that a person may have written.</summary>
    public static MachineMailVerdict? Classify(MailMessage message)
    {
        var root = message.Root;
        if (root.ContentType == "multipart/report")
        {
            switch (root.Parameters.GetValueOrDefault("report-type")?.ToLowerInvariant())
            {
                case "delivery-status":
                    return new(MachineMailKind.DeliveryStatus, "Content-Type");
                case "disposition-notification":
                    return new(MachineMailKind.ReadReceipt, "Content-Type");
            }
        }

        if (message.Header("X-Failed-Recipients") is not null)
        {
            return new(MachineMailKind.DeliveryStatus, "X-Failed-Recipients");
        }

        if (message.OutlookClass is { } item && item.Contains("Recall", StringComparison.OrdinalIgnoreCase))
        {
            return new(MachineMailKind.Recall, "winmail.dat");
        }

        if (message.DeliveryStatus is not null && root.Leaves().Any(p => p.ContentType == "message/delivery-status"))
        {
            return new(MachineMailKind.DeliveryStatus, "Content-Type");
        }

        if (IsCalendar(message))
        {
            return new(MachineMailKind.Calendar, "Content-Type");
        }

        return ByHeader(message);
    }

    private static MachineMailVerdict? ByHeader(MailMessage message)
    {
        var autoSubmitted = Token(message, "Auto-Submitted");
        if (autoSubmitted is not ("" or "no"))
        {
            return new(MachineMailKind.AutoReply, "Auto-Submitted");
        }

        if (message.Header("X-Autoreply") is not null || message.Header("X-Autorespond") is not null)
        {
            return new(MachineMailKind.AutoReply, message.Header("X-Autoreply") is null ? "X-Autorespond" : "X-Autoreply");
        }

        switch (Token(message, "Precedence"))
        {
            case "auto_reply" or "auto-reply":
                return new(MachineMailKind.AutoReply, "Precedence");
            case "bulk" or "list" or "junk":
                return new(MachineMailKind.Bulk, "Precedence");
        }

        if (message.Header("List-Id") is not null)
        {
            return new(MachineMailKind.Bulk, "List-Id");
        }

        if (Token(message, "X-Auto-Response-Suppress") is not ("" or "none"))
        {
            return new(MachineMailKind.AutoReply, "X-Auto-Response-Suppress");
        }

        return message.Header("Return-Path")?.Replace(" ", "", StringComparison.Ordinal) == "<>"
            ? new(MachineMailKind.NullReturnPath, "Return-Path")
            : null;
    }

    /// <summary>The mail is an invitation itself; a calendar file among the attachments of a letter does not make it one.</summary>
    private static bool IsCalendar(MailMessage message) => message.Root.Leaves().Any(p =>
        p.ContentType == "text/calendar" && p.Disposition != "attachment" && p.Parameters.ContainsKey("method"));

    private static string Token(MailMessage message, string header) =>
        (message.Header(header) ?? "").Split(';', ' ', '(')[0].Trim().ToLowerInvariant();
}
