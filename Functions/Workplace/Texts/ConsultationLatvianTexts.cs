namespace SocialWorkflows.Functions.Workplace.Texts;

/// <summary>Latvian of consultations.</summary>
internal static class ConsultationLatvianTexts
{
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["nav.consultations"] = "Konsultācijas",
        ["consultation.title"] = "Konsultācijas",
        ["consultation.why"] = "Konsultācija bez lietas: saruna pie loga, pa tālruni vai mājās, vai atbilde vēstulē. Pieraksta dienu, tēmu un veidu, bet ne cilvēku. No tā rodas konsultāciju skaits pārskatā.",
        ["consultation.on"] = "Diena",
        ["consultation.theme"] = "Tēma",
        ["consultation.way"] = "Veids",
        ["consultation.enter"] = "Pierakstīt",
        ["consultation.own"] = "Mani jaunākie pieraksti",
        ["consultation.none"] = "Pierakstu vēl nav.",
        ["consultation.strike"] = "Svītrot",
        ["consultation.problem"] = "Izvēlieties tēmu, veidu un dienu: ne nākotnē un ne senāk par {0} dienām.",
        ["consultation.not-struck"] = "Šo pierakstu svītrot nevar: tā nav vai tas nav jūsu.",
        ["consultation.theme.families"] = "ģimenes ar bērniem",
        ["consultation.theme.adults"] = "pilngadīgas personas",
        ["consultation.theme.seniors"] = "seniori",
        ["consultation.theme.disability"] = "invaliditāte",
        ["consultation.theme.means"] = "ienākumi un pabalsti",
        ["consultation.theme.crisis"] = "krīzes situācija",
        ["consultation.theme.other"] = "cits",
        ["consultation.way.counter"] = "klātienē",
        ["consultation.way.phone"] = "pa tālruni",
        ["consultation.way.visit"] = "mājas apmeklējumā",
        ["consultation.way.letter"] = "rakstiski",
        ["report.consultations"] = "Konsultācijas bez lietas",
        ["notice.consultation"] = "Konsultācija pierakstīta.",
        ["notice.consultation-struck"] = "Pieraksts svītrots.",
    };
}
