from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Alarm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                ("kind", models.CharField(max_length=40)),
                ("office", models.CharField(blank=True, max_length=20)),
                ("subject", models.CharField(blank=True, max_length=64)),
                ("details", models.CharField(blank=True, max_length=200)),
                ("opened_at", models.DateTimeField()),
                ("mailed_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("closed_by", models.CharField(blank=True, max_length=40)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None)),
                        fields=("kind", "office", "subject"),
                        name="alarms_open_once",
                    )
                ],
            },
        ),
    ]
